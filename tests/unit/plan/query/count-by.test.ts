/** Counting and grouping items: none is lost, and none counts twice in a total. */

import { describe, expect, test } from 'vitest';
import { crossTab, crossTabCells } from '../../../../src/plan/query/count-by.ts';
import { filterFieldOf, filterItems } from '../../../../src/plan/query/filters.ts';
import { groupFieldNames, parseGroupField } from '../../../../src/plan/query/group-fields.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import { plan } from '../../../support/plan.ts';
import { base, planFolder } from '../../../support/plan-folder.ts';
import fc, { times } from '../../../support/property.ts';

const runs = { numRuns: times(25) };
const clock = { today: '2026-11-14' };

test('each count is the number of items that filters find', () => {
  const axis = fc.constantFrom(...groupFieldNames);
  fc.assert(
    fc.property(somePlan, axis, axis, (of, one, other) => {
      const axes = [one, other].map((name) => parseGroupField(name, of, clock));
      const counts = crossTab(of.items, axes);
      const filtered = (field: string, word: string | boolean | null) => {
        const dimension = filterFieldOf(field);
        if (dimension === null) return word === true ? { [field]: true } : null;
        return word === null ? null : { where: { [dimension]: [String(word)] } };
      };
      for (const { values, items } of crossTabCells(counts)) {
        const [a, b] = values.map(({ value }, at) => filtered(axes[at]!.field, value));
        if (!a || !b) continue;
        const query = { ...a, ...b, where: { ...a.where, ...b.where } };
        if (one !== other) expect(items).toBe(filterItems(of, query, clock).length);
      }
    }),
    runs,
  );
});

test('every item has a value, and counts of single values add up to the total', () => {
  fc.assert(
    fc.property(somePlan, fc.constantFrom(...groupFieldNames), (of, name) => {
      const axis = parseGroupField(name, of, clock);
      for (const item of of.items) {
        const marks = axis.of(item);
        expect(marks.length).toBeGreaterThan(0);
        expect(axis.values.filter((mark) => marks.includes(mark))).toHaveLength(marks.length);
        if (!axis.isMany) expect(marks).toHaveLength(1);
      }
      expect(crossTab(of.items, [axis]).total).toBe(of.items.length);
    }),
    runs,
  );
});

test('unknown agencies, and milestones without a horizon, are counted', () => {
  const strange = anItem({
    agencies: ['somebody'],
    timetable: { milestones: [{ id: '1.1', task: 'Work' }] },
  });
  const texts = (name: string, of = planOf([strange])) =>
    parseGroupField(name, of, clock)
      .of(strange)
      .map(({ text }) => text);
  expect(texts('agency')).toEqual(['somebody']);
  expect(texts('horizon')).toEqual(['none named']);
  expect(texts('rating')).toEqual(['not rated']);
});

const counts = async (folder: string, ...argv: string[]) =>
  await plan(folder, ['list', '--today', '2026-11-24', ...argv]);

describe('a count', () => {
  test('of no items has every value', async () => {
    const { stdout, stderr } = await counts(planFolder(), '--count-by', 'pillar', '--where', 'false');
    expect(stdout).toMatch(/^pillar\titems\n(\w+\t0\n)+total\t0\n$/);
    expect(stderr).toBe('0 of 3 items\n');
  });

  test('has each pair once in formats for programs, with null for unknown', async () => {
    const { stdout } = await counts(planFolder(), '--count-by', 'rating,overdue', '--json');
    const { counts: rows, summary } = JSON.parse(stdout);
    expect(rows).toHaveLength(8);
    expect(rows).toContainEqual({ rating: null, overdue: false, items: 3 });
    expect(summary.totals.overdue).toEqual([
      { value: true, items: 0 },
      { value: false, items: 3 },
    ]);
  });

  test.each([
    [['--count-by', 'action'], '`action` is not a field to count by'],
    [['--count-by', 'statu'], 'did you mean `status`?'],
    [['--count-by', 'status,rating,kind'], 'takes one field or two different fields'],
    [['--count-by', 'status,status'], 'takes one field or two different fields'],
    [['--count-by', 'status', '--limit', '3'], '`--limit <n>`'],
    [['--group-by', 'note'], '`note` is not a field to count by'],
    [['--limit', 'many'], '`many` is not a positive number'],
  ])('%s', async (argv, message) => {
    const { stderr, code } = await counts(planFolder(), ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

test('groups are headings in a table, and a column in other formats', async () => {
  const folder = planFolder({
    'items/02.yaml': `${base('items/02.yaml').replace(/^agencies:.*$/m, 'agencies: [dol, police]')}`,
  });
  const argv = ['--group-by', 'agency', '--fields', 'id'];
  const table = await counts(folder, ...argv, '--format', 'table');
  expect(table.stdout).toMatch(/^id\n\n\w+: \d items?\n/);
  const { items, summary } = JSON.parse((await counts(folder, ...argv, '--json')).stdout);
  expect(Object.keys(items[0])).toEqual(['group', 'id']);
  expect(summary.items).toBe(3);
  expect(items.length).toBeGreaterThan(3);
  expect(items).toHaveLength(
    summary.groups.reduce((sum: number, { items }: { items: number }) => sum + items, 0),
  );
});

test('the limit is applied, and the total is printed', async () => {
  const { stdout, stderr } = await counts(planFolder(), '--limit', '2', '--fields', 'id', '--sort', '-id');
  expect(stdout.split('\n')).toHaveLength(4);
  expect(stderr).toBe('3 of 3 items\nshowing the first 2\n');
});

test('every field is listed with its values', async () => {
  const { stdout } = await plan(planFolder(), ['fields', '--json']);
  const { kind, fields } = JSON.parse(stdout);
  expect(kind).toBe('field-list');
  expect(fields.find(({ name }: { name: string }) => name === 'status').values).toContain('not-reported');
  expect(fields.find(({ name }: { name: string }) => name === 'daysSinceUpdate')).toMatchObject({
    type: 'number',
    absent: true,
  });
});
