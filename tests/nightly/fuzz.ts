/**
 * Compares js-yaml with `yaml` on any number of texts: `npm run fuzz -- 1000000 --seed 7 --processes 2`. At the first
 * text that they read differently, prints the smallest text that shows it and exits with 1.
 */
import { fork } from 'node:child_process';
import { inspect, parseArgs } from 'node:util';
import { caseOf, certain } from '../support/yaml-fuzz/cases.ts';
import { corpus } from '../support/yaml-fuzz/corpus.ts';
import { shrink } from '../support/yaml-fuzz/shrink.ts';
import { verdict } from '../support/yaml-fuzz/verdict.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    processes: { type: 'string', default: '1' },
    // Passed to the child processes: which one this is.
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

interface Tally {
  cases: number;
  readByJsYaml: number;
}

/** Tries every `step`-th case. */
function run(from: number, step: number, onProgress: (tally: Tally) => void): Tally {
  const texts = corpus(process.cwd());
  const tally: Tally = { cases: 0, readByJsYaml: 0 };
  const check = (text: string, name: string) => {
    const { wasRead, difference } = verdict(text);
    tally.cases++;
    if (wasRead) tally.readByJsYaml++;
    if (difference) {
      console.error(report(text, name));
      process.exit(1);
    }
    if (tally.cases % 2000 === 0) onProgress(tally);
  };
  let at = 0;
  for (const text of certain(texts)) if (at++ % step === from) check(text, `text ${at}`);
  for (let index = from; index < count; index += step)
    check(caseOf(seed, index, texts), `seed ${seed}, case ${index}`);
  return tally;
}

function report(text: string, name: string): string {
  const smallest = shrink(text, (smaller) => verdict(smaller).difference !== null);
  const { given, expected, errors } = verdict(smallest).difference!;
  const shown = (value: unknown) => inspect(value, { depth: null, maxStringLength: 300 });
  return [
    `\njs-yaml differs from \`yaml\` (${name}), on this text:`,
    smallest,
    `as JSON: ${JSON.stringify(smallest)}`,
    `js-yaml: ${shown(given)}`,
    `yaml: ${errors.length > 0 ? errors.join('; ') : shown(expected)}`,
  ].join('\n');
}

const tallyText = ({ cases, readByJsYaml }: Tally): string =>
  `${cases.toLocaleString('en')} texts, ${readByJsYaml.toLocaleString('en')} of them read by js-yaml`;

const showProgress = (tally: Tally): void => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${tallyText(tally)} of ${count.toLocaleString('en')}\u001b[K`);
};

const sum = (tallies: readonly Tally[]): Tally => ({
  cases: tallies.reduce((total, { cases }) => total + cases, 0),
  readByJsYaml: tallies.reduce((total, { readByJsYaml }) => total + readByJsYaml, 0),
});

if (values.part !== undefined) {
  process.send!(run(Number(values.part), processes, (tally) => process.send!(tally)));
  process.disconnect();
} else {
  console.error(`seed ${seed}`);
  if (processes === 1) finish([run(0, 1, showProgress)]);
  else runInChildren();
}

function runInChildren(): void {
  const tallies: Tally[] = Array.from({ length: processes }, () => ({ cases: 0, readByJsYaml: 0 }));
  const children = Array.from({ length: processes }, (_, part) => {
    const child = fork(process.argv[1]!, [
      String(count),
      `--seed=${seed}`,
      `--processes=${processes}`,
      `--part=${part}`,
    ]);
    child.on('message', (tally: Tally) => {
      tallies[part] = tally;
      showProgress(sum(tallies));
    });
    return child;
  });
  let running = processes;
  for (const child of children)
    child.on('exit', (code) => {
      if (code !== 0) {
        for (const other of children) other.kill();
        process.exit(code ?? 1);
      }
      if (--running === 0) finish(tallies);
    });
}

function finish(tallies: readonly Tally[]): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  console.log(`${tallyText(sum(tallies))}; no difference (seed ${seed})`);
}
