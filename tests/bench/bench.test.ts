/** The parts of the benchmarks that other tests use, or that compute. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox } from '../support/sandbox.ts';
import { median, summary } from './measure.mjs';
import { number, ratio, table } from './page.mjs';
import { filesOf, itemsOf, pathOf } from './plans.mjs';

test('a seed determines a plan', () => {
  expect(itemsOf(100, 1)).toEqual(itemsOf(100, 1));
  expect(itemsOf(100, 1)).not.toEqual(itemsOf(100, 2));
  expect(itemsOf(100, 1).slice(0, 28)).toEqual(itemsOf(28, 1));
});

test.each([false, true])('a plan has no findings, and about 0.9 KB an item; sharded: %s', async (sharded) => {
  const box = createSandbox();
  const items = itemsOf(84, 2009);
  box.write(Object.fromEntries(filesOf(items, { sharded })));
  expect(await plan(box.dir, ['validate'])).toMatchObject({ code: 0, stderr: 'no findings in 86 files\n' });
  const bytes = items.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  expect(bytes / items.length).toBeGreaterThan(800);
  expect(bytes / items.length).toBeLessThan(1000);
});

test('the fields of an item are those in its file', async () => {
  const box = createSandbox();
  const items = itemsOf(56, 2009);
  box.write(Object.fromEntries(filesOf(items)));
  const { stdout } = await plan(box.dir, ['list', '--json']);
  const listed = JSON.parse(stdout).items.map(
    ({ id, agencies, status, rating }: Record<string, unknown>) => ({
      id: Number(id),
      ...{ agencies, status, rating },
    }),
  );
  expect(listed).toEqual(items.map(({ id, agencies, status, rating }) => ({ id, agencies, status, rating })));
});

test('files are named as in a plan of that size', () => {
  expect(pathOf(7, 28)).toBe('plan/items/07.yaml');
  expect(pathOf(7, 10_000)).toBe('plan/items/00007.yaml');
  expect(pathOf(7, 28, { sharded: true })).toBe('plan/items/0/07.yaml');
  expect(pathOf(1203, 10_000, { sharded: true })).toBe('plan/items/012/01203.yaml');
});

test('ratios are computed within pairs', () => {
  const pairs = [
    [20, 10],
    [90, 30],
    [8, 8],
  ];
  expect(summary(pairs)).toEqual({ ratio: 2, min: 1, max: 3, command: 20, baseline: 10, pairs: 3 });
  expect([[3, 1, 2], [4, 1, 3, 2], [10]].map(median)).toEqual([2, 3, 10]);
});

test('numbers and tables are formatted', () => {
  expect([0.256, 1.5, 12.34, 123.4].map(ratio)).toEqual(['0.26', '1.50', '12.3', '123']);
  expect([28, 1000, 100_000].map(number)).toEqual(['28', '1,000', '100,000']);
  expect(
    table([
      ['command', '×'],
      ['all', '1.50'],
    ]),
  ).toBe('| command | ×    |\n| ------- | ---- |\n| all     | 1.50 |');
});
