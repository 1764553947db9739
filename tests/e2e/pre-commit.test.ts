/** The hook for the pre-commit framework. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const root = join(import.meta.dirname, '../..');
const [hook, ...others] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));

test('names a program of the package', () => {
  expect(others).toEqual([]);
  expect(hook).toMatchObject({ id: 'plan-validate', language: 'node', pass_filenames: false });
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(bin).toHaveProperty(hook.entry.split(' ')[0]);
});

test.each([
  ['plan/plan.yaml', true],
  ['agencies.yaml', true],
  ['a/b/items/05.yaml', true],
  ['plan/evidence/minute.pdf', true],
  ['README.md', false],
  ['plan/myplan.yaml', false],
])('runs for changes to %s: %s', (path, runs) => {
  expect(new RegExp(hook.files).test(path)).toBe(runs);
});

test('checks the staged files', async () => {
  const sandbox = shippedPlan(fewItems);
  const [command, ...words] = hook.entry.split(' ');
  expect(await sandbox.run(command, words)).toMatchObject({ code: 0 });
  sandbox.write({
    'plan/items/05.yaml': sandbox.read('plan/items/05.yaml').replace('pillar: ', 'pillar: x'),
  });
  sandbox.git('add', '.');
  expect(await sandbox.run(command, words)).toMatchObject({ code: 1 });
});
