/** Retiring items, without files and git. */
import { describe, expect, test } from 'vitest';
import { amendItem } from '../../../../src/plan/changes/amend.ts';
import { retireItem } from '../../../../src/plan/changes/retire.ts';
import { applyUpdate } from '../../../../src/plan/changes/update.ts';
import { isOverdue, isUnreported, nextDue } from '../../../../src/plan/model/derived.ts';
import { filterItems } from '../../../../src/plan/query/filters.ts';
import { buildSummary } from '../../../../src/plan/report/summary.ts';
import { checkItem } from '../../../../src/plan/rules/index.ts';
import { contextOf, decision, today, validItem } from '../../../support/item-changes.ts';
import { planOf } from '../../../support/items.ts';

const late = validItem({ timetable: { milestones: [{ id: '1.1', task: 'Work', due: '2026-01-01' }] } });
const { after, edits } = await retireItem(late, decision, contextOf(late));

describe('a retired item', () => {
  test('has the day, the reason and the authority', () => {
    expect(after.retired).toEqual(decision);
    expect(edits).toEqual([{ set: ['retired'], to: decision }]);
    expect(checkItem(after, contextOf(after))).toEqual([]);
  });

  test('cannot be changed', async () => {
    const message = 'item 1 was retired on 2026-11-24: Asked for (Minute 12)';
    await expect(applyUpdate(after, { note: 'Done.' }, contextOf(after))).rejects.toThrow(message);
    await expect(
      amendItem(after, [{ field: 'lead', to: 'dol' }], decision, contextOf(after)),
    ).rejects.toThrow(message);
    await expect(retireItem(after, decision, contextOf(after))).rejects.toThrow(message);
  });

  test('is in no count', () => {
    expect([isOverdue(late, { today }), isUnreported(late), nextDue(late)]).toEqual([
      true,
      true,
      '2026-01-01',
    ]);
    expect([isOverdue(after, { today }), isUnreported(after), nextDue(after)]).toEqual([false, false, null]);
    const plan = planOf([after, validItem({ id: 2 })]);
    expect(buildSummary(plan, { today })).toMatchObject({ items: 1, retired: 1, overdue: 0, unreported: 1 });
    expect(filterItems(plan, { where: {} }, { today }).map(({ id }) => id)).toEqual([2]);
    expect(filterItems(plan, { where: {}, retired: true }, { today }).map(({ id }) => id)).toEqual([1]);
  });
});
