/** What the pre-commit framework is told: when to run which command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const root = join(import.meta.dirname, '../..');
const [hook, ...others] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));

test('its one hook is of a program that the package has', () => {
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
])('%s: %s', (path, isMeant) => {
  expect(new RegExp(hook.files).test(path)).toBe(isMeant);
});

test('its command judges what is staged', async () => {
  const sandbox = shippedPlan(fewItems);
  const [command, ...words] = hook.entry.split(' ');
  expect(await sandbox.run(command, words)).toMatchObject({ code: 0 });
  sandbox.write({
    'plan/items/05.yaml': sandbox.read('plan/items/05.yaml').replace('pillar: ', 'pillar: x'),
  });
  sandbox.git('add', '.');
  expect(await sandbox.run(command, words)).toMatchObject({ code: 1 });
});
