import { describe, expect, test } from 'vitest';
import { PlanError } from '../../../../src/errors.ts';
import { fieldNames, fields, fieldText } from '../../../../src/plan/model/fields.ts';
import { idOf } from '../../../../src/plan/model/plan.ts';
import {
  type FilterFieldName,
  filterFieldNames,
  filterFields,
  filterItems,
  type ItemFilter,
  resolveFilterValue,
  resolveFilterValues,
  sortBy,
} from '../../../../src/plan/query/filters.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const clock = { today: '2026-11-14' };
const empty = planOf([]);

const question: fc.Arbitrary<ItemFilter> = fc.record({
  where: fc.record(
    Object.fromEntries(
      filterFieldNames.map((name) => [
        name,
        fc.subarray(
          filterFields[name].values(empty).map(({ value }) => value),
          { minLength: 1 },
        ),
      ]),
    ) as Record<FilterFieldName, fc.Arbitrary<string[]>>,
    { requiredKeys: [] },
  ),
  overdue: fc.boolean(),
  unreported: fc.boolean(),
});

const ids = (items: ReturnType<typeof filterItems>) => items.map(idOf);

describe('a filter', () => {
  test('with several values finds what any of them finds; several filters find what all of them find', () => {
    fc.assert(
      fc.property(somePlan, question, (plan, query) => {
        const found = new Set(ids(filterItems(plan, query, clock)));
        const each = Object.entries(query.where).map(
          ([name, words]) =>
            new Set(words.flatMap((word) => ids(filterItems(plan, { where: { [name]: [word] } }, clock)))),
        );
        if (query.overdue) each.push(new Set(ids(filterItems(plan, { where: {}, overdue: true }, clock))));
        if (query.unreported)
          each.push(new Set(ids(filterItems(plan, { where: {}, unreported: true }, clock))));
        expect(found).toEqual(new Set(ids([...plan.items]).filter((id) => each.every((set) => set.has(id)))));
      }),
    );
  });

  test('with all its values finds every item, because unknown is a value', () => {
    fc.assert(
      fc.property(somePlan, fc.constantFrom(...filterFieldNames), (plan, name) => {
        const words = filterFields[name].values(plan).map(({ value }) => value);
        const undated = plan.items.filter((item) => filterFields[name].of(item).length === 0);
        const found = filterItems(plan, { where: { [name]: words } }, clock);
        expect(found.length + undated.length).toBe(plan.items.length);
      }),
    );
  });

  test.each([
    ['agency', 'DOL', 'dol'],
    ['agency', 'department  of labour', 'dol'],
    ['agency', 'kainga ora', 'hnzc'],
    ['agency', 'KĀINGA ORA', 'hnzc'],
    ['pillar', 'First', 'first'],
    ['status', 'Not-Reported', 'not-reported'],
    ['status', 'in progress', 'in-progress'],
    ['horizon', 'trigger', 'trigger'],
  ] as const)('takes, for %s, `%s` to mean `%s`', (name, text, word) => {
    expect(resolveFilterValue(empty, name, text)).toBe(word);
  });

  test('with an unknown value lists the values, and suggests one', () => {
    expect(() => resolveFilterValue(empty, 'status', 'complete')).toThrow(
      new PlanError(
        'unknown-word',
        '`complete` is not a status: use `not-started`, `in-progress`, `completed`, `on-hold`, `cancelled`, `superseded`, `in-place`, `no-status` or `not-reported`',
        'did you mean `completed`?',
      ),
    );
  });

  test('finds all words in the text of an item, whatever their case and accents', () => {
    const plan = planOf([anItem({ objective: 'Ngā mahi', action: 'Train staff' }), anItem({ id: 2 })]);
    expect(ids(filterItems(plan, { where: {}, words: ['NGA', 'staff'] }, clock))).toEqual(['1']);
    expect(ids(filterItems(plan, { where: {}, words: ['nga', 'danger'] }, clock))).toEqual([]);
  });
});

describe('sorting', () => {
  test('keeps every item, and puts absent values last in both directions', () => {
    fc.assert(
      fc.property(somePlan, fc.constantFrom(...fieldNames), fc.boolean(), (plan, name, down) => {
        const sorted = sortBy(plan.items, [`${down ? '-' : ''}${name}`], clock);
        expect(new Set(sorted)).toEqual(new Set(plan.items));
        const absent = sorted.map((item) => fields[name].value(item, clock) === null);
        expect(absent).toEqual([...absent].sort((a, b) => Number(a) - Number(b)));
      }),
    );
  });

  test('sorts ids by number, and statuses in their order', () => {
    const plan = planOf([
      anItem({ id: 10, status: 'completed' }),
      anItem({ id: 9, status: 'not-started' }),
      anItem({ id: '9a' }),
    ]);
    expect(ids(sortBy(plan.items, ['id'], clock))).toEqual(['9', '9a', '10']);
    expect(ids(sortBy(plan.items, ['-id'], clock))).toEqual(['10', '9a', '9']);
    expect(ids(sortBy(plan.items, ['status'], clock))).toEqual(['9', '10', '9a']);
  });
});

test('a name with commas is found in a list that was split at commas', () => {
  const plan = {
    ...planOf([]),
    agencies: [
      { id: 'mbie', name: 'Ministry of Business, Innovation and Employment' },
      { id: 'police', name: 'Police' },
    ],
  };
  const resolve = (text: string) =>
    resolveFilterValues(
      plan,
      'agency',
      text.split(',').map((each) => each.trim()),
    );
  expect(resolve('police,Ministry of Business, Innovation and Employment')).toEqual(['police', 'mbie']);
  expect(() => resolve('police,Ministry of Business')).toThrow('`Ministry of Business` is not an agency');
});

test('an absent value is null, with a text that says so', () => {
  const item = anItem();
  const absent = fieldNames.filter((name) => fields[name].value(item, clock) === null);
  expect(Object.fromEntries(absent.map((name) => [name, fieldText(name, item, clock)]))).toEqual({
    'days-since-update': 'not reported',
    lead: 'unknown',
    kind: 'unknown',
    due: 'no date set',
    'days-past-due': '',
    status: 'not reported',
    'status-from': '',
    rating: 'not rated',
    retired: '',
    'as-of': 'not reported',
    note: '',
  });
});
