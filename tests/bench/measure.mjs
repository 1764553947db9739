/**
 * How things compare: machines are noisy, so what is compared runs in turn, and what counts is the ratio within each
 * pair.
 */
import { memory, nothing, run, TooSlow } from './place.mjs';

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);

/** The middle one; of an even number, the upper of the two in the middle. */
export const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];

/**
 * What pairs of measurements come to.
 * @param pairs of any unit, each ours and the bare one
 * @returns {{ median: number, min: number, max: number, pairs: number, ours: number, bare: number }} ratios, and the
 *   medians of both sides in the unit that came in
 */
export function summary(pairs) {
  const ratios = sorted(pairs.map(([ours, bare]) => ours / bare));
  const [ours, bare] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  return {
    ...{ median: median(ratios), min: ratios[0], max: ratios.at(-1), pairs: pairs.length },
    ...{ ours, bare },
  };
}

/**
 * Measures the sides turn by turn, each right behind what it is compared with, after a turn of each that does not count.
 * A side that is slow has fewer turns: it leaves once it has had `budget` milliseconds and three pairs; one of which a
 * single turn takes longer than `patience` is stopped and not measured.
 *
 * A side is `{ ours: (turn) => words, bare?: (turn) => lines of words, before?: (turn) => void, cwd, isTooSlow? }`; what
 * `before` does is not measured, `bare` is Node doing nothing unless it says otherwise, and one of which it is known that
 * it is too slow is not run.
 * @returns for each side its summary in milliseconds, or `{ over: ratio }` where it was stopped
 */
export function alternate(sides, { pairs, budget, patience }) {
  const runs = sides.map((side) => ({ side, measured: [], spent: 0, over: null }));
  for (let turn = 0; turn <= pairs; turn++)
    for (const each of runs) {
      if (each.over !== null || (each.measured.length >= leastPairs && each.spent > budget)) continue;
      const { side } = each;
      side.before?.(turn);
      const { cwd } = side;
      const bare = milliseconds(side.bare?.(turn) ?? [nothing], { cwd });
      try {
        if (side.isTooSlow) throw new TooSlow(patience);
        const ours = milliseconds([side.ours(turn)], { cwd, timeout: patience });
        if (turn > 0) each.measured.push([ours, bare]);
        each.spent += ours;
      } catch (error) {
        if (!(error instanceof TooSlow)) throw error;
        each.over = patience / bare;
      }
    }
  return runs.map(({ measured, over }) => (over === null ? summary(measured) : { over }));
}

const leastPairs = 3;

/** What a command's memory is beside Node's own, in megabytes; null where it can't be told. It varies little. */
export function weigh({ ours, cwd }, { pairs, budget }) {
  const measured = [];
  for (const start = performance.now(); measured.length < Math.min(pairs, 5); ) {
    measured.push([ours(measured.length), nothing].map((words) => memory(words, { cwd })));
    if (performance.now() - start > budget) break;
  }
  return measured.flat().includes(null) ? null : summary(measured);
}

function milliseconds(lines, options) {
  const start = performance.now();
  for (const words of lines) run(words, options);
  return performance.now() - start;
}
