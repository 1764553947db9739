/** The data of charts. */

import { describe, expect, test } from 'vitest';
import type { Status } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import { reducePoints } from '../../../../src/plan/chart/completion.ts';
import { buildChart, defaultScheduleChart } from '../../../../src/plan/chart/index.ts';
import type { CompletionPoint } from '../../../../src/plan/chart/types.ts';
import { anItem, planOf } from '../../../support/items.ts';

const today = '2026-11-24';
const sources = (items: readonly Item[]) => ({ plan: planOf(items), items, today });

/** Items with agencies and statuses. */
const report = (status: Status) => ({ 'as-of': '2026-02-01', recorded: '2026-02-01', status });

const three = [
  anItem({ id: 1, agencies: ['dol', 'police'], status: 'completed', updates: [report('completed')] }),
  anItem({ id: 2, agencies: ['dol'] }),
  anItem({
    ...{ id: 3, agencies: ['police'], timetable: { ongoing: { text: 'Always' } } },
    ...{ status: 'on-hold', updates: [report('on-hold')] },
  }),
];

describe('status', () => {
  test('counts items by pillar and status', () => {
    const chart = buildChart('status', sources(three));
    expect(chart.matrix.across).toEqual(['completed', 'on-hold', 'not-reported']);
    expect(chart.rows[0]).toEqual(['First', 3, 1, 1, 1]);
    expect(chart.description).toBe('3 items, 1 completed, 1 on hold, 1 not reported.');
  });

  test('counts an item with an unknown pillar', () => {
    const chart = buildChart('status', sources([anItem({ pillar: 'elsewhere' })]));
    expect(chart.rows.at(-1)).toEqual(['elsewhere', 1, 1]);
  });

  test('has a reason where there are no items', () => {
    const chart = buildChart('status', sources([]));
    expect(chart.nothing).toBe('There are no items to show.');
    expect(chart.description).toBe(chart.nothing);
  });

  test('leaves out retired items, with a note', () => {
    const retired = anItem({ id: 4, retired: { recorded: today, reason: 'Done.', authority: 'Group' } });
    const chart = buildChart('status', sources([...three, retired]));
    expect(chart.matrix.items).toBe(3);
    expect(chart.notes).toEqual(['1 retired item of the plan is not counted.']);
    expect(buildChart('status', { ...sources([retired]), retired: true }).matrix.items).toBe(1);
  });
});

test('agencies counts a shared item for each agency, and has no empty rows', () => {
  const chart = buildChart('agencies', sources(three));
  expect(chart.rows.map(([name, items]) => [name, items])).toEqual([
    ['Department of Labour', 2],
    ['New Zealand Police', 2],
  ]);
  expect(chart.matrix.items).toBe(3);
});

test('horizons has a lane for each horizon and for ongoing items, with a limited number of cards', () => {
  const many = Array.from({ length: 40 }, (_, at) => anItem({ id: at + 1 }));
  const { lanes } = buildChart('horizons', sources([...many, three[2]!]));
  expect(lanes.map(({ id, total, cards }) => [id, total, cards.length])).toEqual([
    ['short', 40, 30],
    ['ongoing', 1, 1],
  ]);
});

describe('timeline', () => {
  const due = (id: number, day: string | undefined, own: Partial<Item> = {}) =>
    anItem({
      id,
      timetable: { milestones: [{ id: `${id}.1`, task: 'Draft', ...(day && { due: day }) }] },
      ...own,
    });

  test('counts overdue and undated milestones, and has first due dates', () => {
    const slipped = due(2, '2026-12-31', {
      amendments: [
        {
          ...{ recorded: '2026-10-01', reason: 'Late.', authority: 'Group' },
          ...{ milestone: '2.1', field: 'due', from: '2026-09-30', to: '2026-12-31' },
        },
      ],
    });
    const items = [due(1, '2026-11-01'), slipped, due(3, undefined)];
    const chart = buildChart('timeline', sources(items));
    expect(chart.marks.map(({ id, state, firstDue }) => [id, state, firstDue])).toEqual([
      ['1.1', 'overdue', null],
      ['2.1', 'open', '2026-09-30'],
    ]);
    expect(chart.description).toBe(
      'As of 2026-11-24, of 2 milestones with a date 1 is overdue, 1 is still to come and 0 are closed; 1 of 3 milestones is open and has no date set.',
    );
    expect(defaultScheduleChart(items)).toBe('timeline');
  });

  test('has a reason where no milestone has a date', () => {
    const items = [due(1, undefined)];
    expect(buildChart('timeline', sources(items)).nothing).toBe(
      'No date is set for 1 of 1 milestone, so there is no timeline yet.',
    );
    expect(defaultScheduleChart(items)).toBe('horizons');
  });

  test('shows the most urgent where there are many', () => {
    const items = Array.from({ length: 60 }, (_, at) =>
      due(at + 1, `2026-${at < 50 ? '12' : '11'}-${String((at % 20) + 1).padStart(2, '0')}`),
    );
    const { marks, dated, overdue } = buildChart('timeline', sources(items));
    expect([marks.length, dated, overdue]).toEqual([40, 60, 10]);
    expect(marks.filter(({ state }) => state === 'overdue')).toHaveLength(10);
  });
});

describe('completion', () => {
  const point = (day: string, completed: number): CompletionPoint => ({
    ...{ day, items: 3, reported: completed, completed, inPlace: 0 },
  });

  test('ends with the current plan, and leaves out days without a change', () => {
    const history = [point('2026-01-05', 0), point('2026-02-05', 0), point('2026-03-05', 1)];
    const { points } = buildChart('completion', { ...sources(three), history });
    expect(points.map(({ day, completed, reported }) => [day, completed, reported])).toEqual([
      ['2026-01-05', 0, 0],
      ['2026-03-05', 1, 1],
      ['2026-11-24', 1, 2],
    ]);
  });

  test('has a reason where nothing was reported before', () => {
    const { nothing } = buildChart('completion', sources(three));
    expect(nothing).toMatch(/^Nothing was reported before 2026-/);
  });

  test('reduces many days to the first one and the last of each period', () => {
    const days = Array.from({ length: 400 }, (_, at) =>
      point(new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10), at),
    );
    const left = reducePoints(days, 60);
    expect(left.length).toBeLessThanOrEqual(60);
    expect(left[0]).toBe(days[0]);
    expect(left.at(-1)).toBe(days.at(-1));
  });
});
