import { expect, test } from 'vitest';
import { isOverdue } from '../../../../src/plan/model/derived.ts';
import { buildSummary } from '../../../../src/plan/report/summary.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const today = '2026-11-14';

test('no count is more than its denominator, and the parts add up', () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      const summary = buildSummary(plan, { today });
      const sum = (rows: readonly { items: number }[]) => rows.reduce((total, { items }) => total + items, 0);
      expect(summary.items).toBe(plan.items.length);
      expect(sum(summary.byStatus)).toBe(summary.items);
      expect(sum(summary.byPillar)).toBe(summary.items);
      expect(sum(summary.byAgency)).toBe(plan.items.flatMap(({ agencies }) => agencies).length);
      for (const row of [...summary.byPillar, ...summary.byAgency]) {
        expect(row.reported).toBeLessThanOrEqual(row.items);
        expect(row.overdue).toBeLessThanOrEqual(row.items);
      }
      expect(summary.overdue).toBe(plan.items.filter((item) => isOverdue(item, { today })).length);
      expect(summary.overdue).toBeLessThanOrEqual(summary.withMilestones);
      expect(summary.undatedMilestones).toBeLessThanOrEqual(summary.milestones);
    }),
  );
});

const due = (date: string, status?: 'completed') =>
  anItem({ timetable: { milestones: [{ id: 'a', task: 'Work', due: date, ...(status && { status }) }] } });

test.each([
  ['the day before', due('2026-11-13'), true],
  ['that very day', due('2026-11-14'), false],
  ['the day before, but done', due('2026-11-13', 'completed'), false],
  [
    'the day before, but the item was cancelled',
    { ...due('2026-11-13'), status: 'cancelled' as const },
    false,
  ],
  ['no day at all', anItem(), false],
  ['ongoing work', anItem({ timetable: { ongoing: { text: 'Ongoing' } } }), false],
])('an open milestone is overdue once its due date has passed: %s', (_, item, expected) => {
  expect(isOverdue(item, { today })).toBe(expected);
  expect(buildSummary(planOf([item]), { today }).overdue).toBe(expected ? 1 : 0);
});
