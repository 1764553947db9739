/**
 * Runs everything random with a new seed and for longer: the property tests, the kills at random instants, the long plans,
 * and the comparison of YAML parsers. `npm run nightly -- [--seed NUMBER] [--effort TIMES]`
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { seed: { type: 'string' }, effort: { type: 'string', default: '10' } },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
console.log(`To repeat this run: npm run nightly -- --seed ${seed} --effort ${values.effort}`);

const tests = readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
  .filter(({ name }) => name.endsWith('.test.ts'))
  .map(({ parentPath, path, name }) => join(parentPath ?? path, name))
  .filter((path) => readFileSync(path, 'utf8').includes('support/property.ts'))
  .map((path) => relative(root, path));

const run = (...args) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SEED: seed, EFFORT: values.effort },
  }).status;
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const statuses = [
  run(vitest, 'run', '--testTimeout=0', '--hookTimeout=0', ...tests),
  run(join(root, 'tests/nightly/fuzz.mjs'), String(100_000 * Number(values.effort)), '--seed', seed),
];
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
