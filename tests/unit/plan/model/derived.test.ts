/** The definitions of open, due, overdue, no date, stale and reported, and that every count uses them. */

import { describe, expect, test } from 'vitest';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import { calendarOf } from '../../../../src/plan/calendar.ts';
import { timelineChart } from '../../../../src/plan/chart/timeline.ts';
import {
  daysSinceUpdate,
  dueDates,
  type FactScope,
  firstDue,
  isOpen,
  isOverdue,
  isStale,
  isUndated,
  isUnreported,
  nextDue,
  nextMilestone,
  overdueMilestones,
  undatedMilestones,
} from '../../../../src/plan/model/derived.ts';
import { fields } from '../../../../src/plan/model/fields.ts';
import { idOf } from '../../../../src/plan/model/plan.ts';
import { isReported } from '../../../../src/plan/model/updates.ts';
import { filterItems } from '../../../../src/plan/query/filters.ts';
import { reasonsOf } from '../../../../src/plan/report/concerns.ts';
import { buildReport } from '../../../../src/plan/report/report.ts';
import { computeStats } from '../../../../src/plan/report/stats.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const today = '2026-11-14';
const retired = { recorded: '2026-11-01', reason: 'Merged.', authority: 'Minutes' };

const milestone = (id: string, given: Partial<Milestone> = {}): Milestone => ({ id, task: 'Work', ...given });
const withMilestones = (milestones: Milestone[], given: Partial<Item> = {}): Item =>
  anItem({ timetable: { milestones }, ...given });
const ids = (milestones: readonly Milestone[]) => milestones.map(({ id }) => id);

test.each([
  [{}, true],
  [{ status: 'on-hold' }, true],
  [{ status: 'completed' }, false],
  [{ status: 'cancelled' }, false],
  [{ status: 'superseded' }, false],
  [{ retired }, false],
] as const)('an item is open until it is closed or retired: %o', (given, expected) => {
  expect(isOpen(anItem(given))).toBe(expected);
});

describe('overdue, due and no date', () => {
  const milestones = [
    milestone('late', { due: '2026-11-13' }),
    milestone('today', { due: today }),
    milestone('later', { due: '2027-01-31' }),
    milestone('undated'),
    milestone('done', { due: '2026-01-01', status: 'completed' }),
    milestone('done-undated', { status: 'cancelled' }),
  ];

  test('are of the open milestones of an open item', () => {
    const item = withMilestones(milestones, { status: 'in-progress' });
    expect(ids(overdueMilestones(item, { today }))).toEqual(['late']);
    expect(ids(undatedMilestones(item))).toEqual(['undated']);
    expect(dueDates(item)).toEqual(['2026-11-13', today, '2027-01-31']);
    expect(nextDue(item)).toBe('2026-11-13');
    expect(nextMilestone(item)?.id).toBe('late');
  });

  test.each([
    ['cancelled', { status: 'cancelled' }],
    ['completed', { status: 'completed' }],
    ['retired', { retired }],
  ] as const)('are none where the item is %s', (_, given) => {
    const item = withMilestones(milestones, given);
    expect(isOverdue(item, { today })).toBe(false);
    expect(isUndated(item)).toBe(false);
    expect(dueDates(item)).toEqual([]);
    expect(nextMilestone(item)).toBeNull();
  });

  test('are none for ongoing work', () => {
    const item = anItem({ timetable: { ongoing: { text: 'Always' } } });
    expect([isOverdue(item, { today }), isUndated(item), nextDue(item)]).toEqual([false, false, null]);
  });

  test('the next milestone without any date is the first open one', () => {
    const item = withMilestones([milestone('a', { status: 'completed' }), milestone('b'), milestone('c')]);
    expect(nextMilestone(item)?.id).toBe('b');
  });
});

test('the first due date is the one before every amendment', () => {
  const amended = (from: string | undefined, to: string) => ({
    ...{ recorded: today, reason: 'Late.', authority: 'Minutes', milestone: 'a', field: 'due' as const, to },
    ...(from && { from }),
  });
  const item = withMilestones([milestone('a', { due: '2027-03-31' })], {
    amendments: [amended(undefined, '2026-12-31'), amended('2026-12-31', '2027-03-31')],
  });
  expect(firstDue(item, item.timetable.milestones![0]!)).toBe('2026-12-31');
  expect(firstDue(anItem(), milestone('1.1'))).toBeNull();
});

test('an item is stale when it is open and its newest update is older than `stale-after`', () => {
  const update = { 'as-of': '2026-10-15', recorded: '2026-10-16', status: 'in-progress' as const };
  const item = anItem({ status: 'in-progress', updates: [update] });
  expect(daysSinceUpdate(item, today)).toBe(30);
  expect(isStale(item, { today, staleAfter: 29 })).toBe(true);
  expect(isStale(item, { today, staleAfter: 30 })).toBe(false);
  expect(isStale({ ...item, status: 'completed' }, { today, staleAfter: 1 })).toBe(false);
  expect(isStale({ ...item, retired }, { today, staleAfter: 1 })).toBe(false);
  expect(isStale(anItem(), { today, staleAfter: 1 })).toBe(false);
});

test('an item is reported once it or a milestone has an update, and a retired one is never unreported', () => {
  expect([isReported(anItem()), isUnreported(anItem())]).toEqual([false, true]);
  const item = anItem({ updates: [{ 'as-of': today, recorded: today, milestone: '1.1', note: 'Begun.' }] });
  expect([isReported(item), isUnreported(item)]).toEqual([true, false]);
  expect(isUnreported(anItem({ retired }))).toBe(false);
});

test('filters, fields, counts, charts, reports and calendars agree', () => {
  fc.assert(
    fc.property(somePlan, fc.nat(), (plan, at) => {
      const items = plan.items.map((item, index) => (index === at % 12 ? { ...item, retired } : item));
      const clock: FactScope = { today };
      const all = planOf(items);
      const stats = computeStats(items, clock);
      const found = (filter: object) => filterItems(all, { where: {}, ...filter }, clock);
      const active = items.filter((item) => !item.retired);

      const undated = found({ undated: true });
      expect(undated.length).toBe(stats.undated);
      expect(active.filter((item) => fields.undated.value(item, clock))).toEqual(undated);
      const timeline = timelineChart(active, clock, 'internal');
      expect(timeline.undated).toBe(stats.undatedMilestones);
      expect(timeline.milestones).toBe(stats.milestones);
      const report = buildReport({
        ...{ whole: all, asOf: null, to: { day: today, commit: null }, from: null },
        ...{ audience: 'internal', agencies: null, query: null },
      });
      expect(report.undated.map(idOf)).toEqual(undated.map(idOf));
      expect(report.total).toEqual(stats);

      const overdue = found({ overdue: true });
      expect(overdue.length).toBe(stats.overdue);
      expect(active.filter((item) => fields.overdue.value(item, clock))).toEqual(overdue);
      expect(timeline.overdue).toBe(active.flatMap((item) => overdueMilestones(item, { today })).length);
      const isConcern = (item: Item) => reasonsOf(item, clock).some(({ is }) => is === 'overdue');
      expect(active.filter(isConcern)).toEqual(overdue);

      const due = calendarOf(all, active).filter(({ what }) => what === 'due');
      const isPending = ({ state }: { state: string }) => state !== 'closed';
      expect(due.length).toBe(timeline.marks.filter(isPending).length);
      expect(new Set(due.map(({ day }) => day))).toEqual(new Set(active.flatMap((item) => dueDates(item))));

      expect(found({ unreported: true }).length).toBe(stats.items - stats.reported);
    }),
  );
});
