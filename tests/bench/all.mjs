/** Everything that `docs/benchmarks.md` tells, measured one after the other. */
import { join } from 'node:path';
import { contest, contestWorks, enter } from './contest.mjs';
import { machine } from './machine.mjs';
import { alternate, weigh } from './measure.mjs';
import { find, install } from './peers/find.mjs';
import { contestants } from './peers/index.mjs';
import { dir, repository } from './place.mjs';
import { filesOf, itemsOf, pathOf } from './plans.mjs';
import { works } from './works.mjs';

/** Above this, most peers take minutes to be made ready, let alone to answer. */
const largestContest = 10_000;

/**
 * @param sizes of plans, `sharded` or not; `pairs`, `budget` and `patience` are those of `alternate`; `only` is `works` or `peers`;
 *   `say` is told what goes on
 * @returns what was measured, as data: `docs/benchmarks.json`
 */
export function measure({ sizes, sharded, seed, only, install: installs, say, ...options }) {
  const start = performance.now();
  const tell = (text) =>
    say(`${String(Math.round((performance.now() - start) / 1000)).padStart(4)} s  ${text}`);
  if (installs) install(contestants, tell);
  const { found, missing } = find(contestants);
  const result = {
    ...{
      date: new Date().toISOString().slice(0, 10),
      seed,
      sizes,
      sharded,
      pairs: options.pairs,
      machine: machine(),
    },
    ...{
      works: [],
      contest: [],
      peers: found.map(({ name, version }) => ({ name, version })),
      missing,
      faults: [],
    },
  };
  for (const size of sizes) {
    const items = itemsOf(size, seed);
    if (only !== 'peers') {
      const plan = { folder: join(dir, `plan-${size}`), pathOf: (id) => pathOf(id, size, { sharded }) };
      tell(`making a plan of ${size} items`);
      repository(plan.folder, filesOf(items, { sharded }));
      for (const work of works.filter(({ targets }) => Object.hasOwn(targets, size))) {
        tell(`${work.name}, ${size} items`);
        const measured = measureWork(work, plan, options);
        if (measured) result.works.push({ id: work.id, size, ...measured });
        else result.faults.push(`${work.name}: there is no GNU \`time\` to tell of memory`);
      }
    }
    if (only !== 'works' && size <= largestContest) {
      const entries = found.map((contestant) => {
        tell(`${contestant.name} gets ready for ${size} items`);
        const { entry, faults } = enter(contestant, items, { sharded, ...options });
        result.faults.push(...faults);
        return entry;
      });
      for (const work of Object.keys(contestWorks)) {
        tell(`peers: ${work}, ${size} items`);
        result.contest.push(...contest(work, entries, options).map((row) => ({ work, size, ...row })));
      }
    }
  }
  tell('done');
  return result;
}

function measureWork({ ours, bare, before, unit }, plan, options) {
  const side = {
    cwd: plan.folder,
    ours: (turn) => ours(plan, turn),
    ...(bare && { bare: (turn) => bare(plan, turn) }),
    ...(before && { before: (turn) => before(plan, turn) }),
  };
  return unit === 'MB' ? weigh(side, Math.min(5, options.pairs)) : alternate([side], options)[0];
}
