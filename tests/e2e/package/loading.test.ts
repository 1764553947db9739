/** A command loads only the libraries that it uses, because start-up takes most of its time. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program, shippedPlan } from '../../support/shipped.ts';

/** The libraries in the chunks that a command line loads. */
function librariesOf(words: string): string[] {
  const sandbox = shippedPlan();
  const { output, status } = spawnSync(
    process.execPath,
    [
      '--require',
      join(import.meta.dirname, '../../support/loaded-modules.cjs'),
      program,
      ...words.split(' '),
    ],
    { cwd: sandbox.dir, env: sandbox.env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  expect(status).toBe(0);
  const chunks = output[3]!.split('\n').filter((file) => file.includes('/dist/'));
  const sources = chunks.flatMap((file): string[] => JSON.parse(readFileSync(`${file}.map`, 'utf8')).sources);
  const names = sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  // Without the dependencies of these libraries.
  return [...new Set(names)].filter((name) => doors.includes(name)).sort();
}

const doors = [
  '@clack/prompts',
  'chalk',
  'cli-table3',
  'commander',
  'diff',
  'fast-string-width',
  'fastest-levenshtein',
  'js-yaml',
  'simple-git',
  'wrap-ansi',
  'yaml',
  'zod',
];

/** What it takes to read a valid plan that is not cached. */
const reading = ['commander', 'fastest-levenshtein', 'js-yaml'];

test.each([
  ['--help', []],
  ['--version', []],
  ['list --agency police', reading],
  ['list --json', reading],
  ['agencies', reading],
  ['validate', reading],
  ['list --format table --color always', [...reading, 'chalk', 'cli-table3', 'fast-string-width']],
  ['show 5', [...reading, 'simple-git', 'fast-string-width']],
  // Edits need the positions of values.
  ['update 5 --note Begun.', [...reading, 'simple-git', 'yaml']],
  ['update 5 --note Begun. --dry-run', [...reading, 'diff', 'yaml']],
])('plan %s', (words, libraries) => {
  expect(librariesOf(words)).toEqual([...libraries].sort());
});
