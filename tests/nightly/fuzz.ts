/**
 * Holds the fast readers against `yaml` over as many texts as wanted: `npm run fuzz -- 1000000 --seed 7 --processes 2`.
 * Ends with 1 at the first text that is read otherwise, as small as it could be made.
 */
import { fork } from 'node:child_process';
import { inspect, parseArgs } from 'node:util';
import { caseOf, certain } from '../support/yaml-fuzz/cases.ts';
import { corpus } from '../support/yaml-fuzz/corpus.ts';
import { shrink } from '../support/yaml-fuzz/shrink.ts';
import { type Difference, readers, verdict } from '../support/yaml-fuzz/verdict.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    processes: { type: 'string', default: '1' },
    // Used among the processes: which one this is.
    part: { type: 'string' },
  },
});
const count = Number(positionals[0] ?? 100_000);
const processes = Number(values.processes);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (![count, processes, seed].every(Number.isSafeInteger) || processes < 1) {
  console.error('usage: npm run fuzz -- [COUNT] [--seed NUMBER] [--processes NUMBER]');
  process.exit(2);
}

type Tally = Record<string, number>;

/** Tries every so manieth case. Tells of the count now and then. */
function attempt(from: number, step: number, tell: (tally: Tally) => void): Tally {
  const texts = corpus(process.cwd());
  const tally: Tally = {
    cases: 0,
    aside: 0,
    ...Object.fromEntries(Object.keys(readers).map((name) => [name, 0])),
  };
  const judge = (text: string, where: string) => {
    const { answered, difference } = verdict(text);
    tally.cases!++;
    if (answered.length === 0) tally.aside!++;
    for (const reader of answered) tally[reader]!++;
    if (difference) {
      console.error(report(text, where, difference));
      process.exit(1);
    }
    if (tally.cases! % 2000 === 0) tell(tally);
  };
  let at = 0;
  for (const text of certain(texts)) if (at++ % step === from) judge(text, `text ${at}`);
  for (let index = from; index < count; index += step)
    judge(caseOf(seed, index, texts), `seed ${seed}, case ${index}`);
  return tally;
}

function report(text: string, where: string, { reader }: Difference): string {
  const least = shrink(text, (smaller) => verdict(smaller).difference?.reader === reader);
  const { given, exact, faults } = verdict(least).difference!;
  const shown = (value: unknown) => inspect(value, { depth: null, maxStringLength: 300 });
  return [
    `\n\`${reader}\` differs from \`yaml\` (${where}), on this text:`,
    least,
    `as JSON: ${JSON.stringify(least)}`,
    `\`${reader}\`: ${shown(given)}`,
    `\`yaml\`: ${faults.length > 0 ? faults.join('; ') : shown(exact)}`,
  ].join('\n');
}

const told = (tally: Tally): string =>
  Object.entries(tally)
    .map(([name, number]) => `${number.toLocaleString('en')} ${name}`)
    .join(', ');
const progress = (tally: Tally): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${told(tally)} of ${count.toLocaleString('en')}\u001b[K`);
};
const sum = (tallies: readonly Tally[]): Tally => {
  const all: Tally = {};
  for (const tally of tallies)
    for (const [name, number] of Object.entries(tally)) all[name] = (all[name] ?? 0) + number;
  return all;
};

if (values.part !== undefined) {
  process.send!(attempt(Number(values.part), processes, (tally) => process.send!(tally)));
  process.disconnect();
} else {
  console.error(`seed ${seed}`);
  if (processes === 1) finish([attempt(0, 1, progress)]);
  else share();
}

function share(): void {
  // The later of two may be the first to tell.
  const tallies: Tally[] = Array.from({ length: processes }, () => ({}));
  const parts = Array.from({ length: processes }, (_, part) => {
    const child = fork(process.argv[1]!, [
      String(count),
      `--seed=${seed}`,
      `--processes=${processes}`,
      `--part=${part}`,
    ]);
    child.on('message', (tally: Tally) => {
      tallies[part] = tally;
      progress(sum(tallies));
    });
    return child;
  });
  let open = processes;
  for (const child of parts)
    child.on('exit', (code) => {
      if (code !== 0) {
        for (const each of parts) each.kill();
        process.exit(code ?? 1);
      }
      if (--open === 0) finish(tallies);
    });
}

function finish(tallies: readonly Tally[]): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  console.log(`${told(sum(tallies))}; no difference`);
}
