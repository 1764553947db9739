/** What the bench is made of, where nothing is measured: plans, sums and the page. What it measures, it proves itself. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/in-process.ts';
import { sandbox } from '../support/sandbox.ts';
import { documentOf } from './document.mjs';
import { median, summary } from './measure.mjs';
import { contestants } from './peers/index.mjs';
import { filesOf, itemsOf, pathOf } from './plans.mjs';
import { grouped, ratio, table } from './table.mjs';
import { works } from './works.mjs';

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('a seed decides a plan', () => {
  expect(hash(itemsOf(100, 1))).toBe(hash(itemsOf(100, 1)));
  expect(hash(itemsOf(100, 1))).not.toBe(hash(itemsOf(100, 2)));
  expect(itemsOf(100, 1).slice(0, 28)).toEqual(itemsOf(28, 1));
});

test.each([false, true])(
  'a plan is free of findings, its items about 0.9 KB, sharded: %s',
  async (sharded) => {
    const box = sandbox();
    const items = itemsOf(84, 2009);
    box.write(Object.fromEntries(filesOf(items, { sharded })));
    expect(await plan(box.dir, ['validate'])).toMatchObject({ code: 0, err: 'no findings in 86 files\n' });
    const bytes = items.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    expect(bytes / items.length).toBeGreaterThan(800);
    expect(bytes / items.length).toBeLessThan(1000);
  },
);

test('files are named as a plan of that size names them', () => {
  expect(pathOf(7, 28)).toBe('plan/items/07.yaml');
  expect(pathOf(7, 10_000)).toBe('plan/items/00007.yaml');
  expect(pathOf(7, 28, { sharded: true })).toBe('plan/items/0/07.yaml');
  expect(pathOf(1203, 10_000, { sharded: true })).toBe('plan/items/012/01203.yaml');
});

test('facts are those of the text', async () => {
  const box = sandbox();
  const items = itemsOf(56, 2009);
  box.write(Object.fromEntries(filesOf(items)));
  const { out } = await plan(box.dir, ['list', '--json']);
  const told = JSON.parse(out).items.map(({ id, agencies, status, rating }: Record<string, unknown>) => ({
    id: Number(id),
    ...{ agencies, status, rating },
  }));
  expect(told).toEqual(items.map(({ id, agencies, status, rating }) => ({ id, agencies, status, rating })));
});

test('a median is the middle one', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(3);
  expect(median([10])).toBe(10);
});

test('ratios are within pairs', () => {
  const pairs = [
    [20, 10],
    [90, 30],
    [8, 8],
  ];
  expect(summary(pairs)).toEqual({ median: 2, min: 1, max: 3, pairs: 3, ours: 20, bare: 10 });
});

test('numbers have as many digits as they deserve', () => {
  expect([0.256, 1.5, 12.34, 123.4].map(ratio)).toEqual(['0.26', '1.50', '12.3', '123']);
  expect([28, 1000, 100_000].map(grouped)).toEqual(['28', '1,000', '100,000']);
});

test('a table is Markdown with its columns in line', () => {
  const rows = [
    ['work', '×'],
    ['≤ all', '1.50'],
  ];
  expect(table(rows, 'lr')).toBe('| work  |    × |\n| ----- | ---: |\n| ≤ all | 1.50 |\n');
});

/** A result in which everything costs the same. */
function resultOf(cost: object) {
  const sizes = [28, 1000];
  return {
    ...{ date: '2026-11-24', seed: 1, sizes, pairs: 15, sharded: false, missing: [], faults: [] },
    machine: {
      ...{ cpu: 'A processor', cores: 2, memory: '4 GB', system: 'Linux', load: [0.5, 1.5] },
      ...{ node: 'v20.0.0', git: '2.39' },
    },
    works: works.flatMap(({ id, targets }) =>
      sizes.filter((size) => size in targets).map((size) => ({ id, size, ...cost })),
    ),
    contest: contestants.flatMap(({ name, works }) =>
      Object.keys(works).flatMap((work) => sizes.map((size) => ({ work, size, name, ...cost }))),
    ),
    peers: contestants.map(({ name }) => ({ name, version: '1.0' })),
  };
}

test('the page names every work with its target, and every peer', () => {
  const cost = { median: 2, min: 1.9, max: 2.1, pairs: 15, ours: 60, bare: 30, floor: 1.25 };
  const page = documentOf(resultOf(cost));
  for (const { name } of works) expect(page).toContain(`| ${name} `);
  expect(page).toMatch(/piped, second run +\| +28 \| 2.00 \| +1.90–2.10 \| +≤ 1.5 \| +1.25 \| no /);
  expect(page).toMatch(/nothing known before +\| +1,000 \| 2.00 \| +1.90–2.10 \| +≤ 4.5 \| +1.25 \| yes /);
  for (const { name, about } of contestants)
    expect(page).toMatch(new RegExp(`\\| ${name} .*${about.slice(0, 9)}`));
  expect(page).toContain('At 28: all are behind us');
});

test('the page tells of those who were stopped, had few turns, are ahead, or are not there', () => {
  const result = resultOf({ median: 2, min: 1.9, max: 2.1, pairs: 3, ours: 60, bare: 30 });
  const contest = result.contest.map((row) => {
    if (row.name === 'jq') return { ...row, median: 1 };
    return row.name === 'recutils' ? { work: row.work, size: row.size, name: row.name, over: 700 } : row;
  });
  const page = documentOf({
    ...result,
    contest,
    missing: [{ name: 'ed', why: 'not found' }],
    faults: ['ex: no'],
  });
  expect(page).toContain('> 700, then stopped');
  expect(page).toContain('2.00 (1.90–2.10, 3 pairs)');
  expect(page).toContain('At 28: ahead of us is jq (2.00 times); behind us 6 of 7.');
  expect(page).toContain('- ed was not measured: not found');
  expect(page).toContain('- Not measured: ex: no');
});

test('the page in `docs` is what was measured, and nothing else', () => {
  const page = (ending: string) =>
    readFileSync(join(import.meta.dirname, `../../docs/benchmarks.${ending}`), 'utf8');
  expect(page('md')).toBe(documentOf(JSON.parse(page('json'))));
});
