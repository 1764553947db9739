/** What was reported and decided in a period of days, by everything that is recorded. */
import { describe, expect, test } from 'vitest';
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { diffStats } from '../../../../src/plan/diff/diff-stats.ts';
import { isLate } from '../../../../src/plan/diff/item-changes.ts';
import { comparePeriod } from '../../../../src/plan/diff/plan-diff.ts';
import { planAsOf } from '../../../../src/plan/model/as-of.ts';
import { idOf } from '../../../../src/plan/model/plan.ts';
import { withReportedStatuses } from '../../../../src/plan/model/status.ts';
import { updateId } from '../../../../src/plan/model/updates.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const why = { reason: 'Asked for', authority: 'Minute 12' };
const june: Update = { 'as-of': '2026-06-15', recorded: '2026-07-10', status: 'in-progress' };
const september: Update = { 'as-of': '2026-09-30', recorded: '2026-10-05', status: 'on-hold' };

const itemWith = (given: Partial<Item>) => withReportedStatuses(anItem(given));

const changesOf = (item: Item, since: string, until: string | null = null) =>
  comparePeriod(planOf([item]), { since, until }).items[0];

describe('updates', () => {
  const item = itemWith({ updates: [june, september] });

  test('are listed in the periods in which they were recorded or are true', () => {
    const listed = (since: string, until: string | null = null) =>
      changesOf(item, since, until)?.reported ?? [];
    expect(listed('2026-05-31', '2026-06-30')).toEqual([june]);
    expect(listed('2026-06-30', '2026-09-29')).toEqual([june]);
    expect(listed('2026-06-30')).toEqual([june, september]);
    expect(listed('2026-09-30')).toEqual([september]);
    expect(listed('2026-10-05')).toEqual([]);
  });

  test('that are true for a day before the period are late, and change no status in it', () => {
    const changes = changesOf(item, '2026-06-30', '2026-07-31')!;
    expect(changes.reported.map((entry) => isLate(entry, changes.since))).toEqual([true]);
    expect(changes).toMatchObject({ what: 'changed', moves: [], others: [] });
    const { reported } = changesOf(item, '2026-06-30')!;
    expect(reported.map((entry) => isLate(entry, '2026-06-30'))).toEqual([true, false]);
  });

  test('that were corrected or withdrawn in the period are listed with what replaces them', () => {
    const correction: Update = {
      ...june,
      recorded: '2026-11-02',
      status: 'completed',
      corrects: updateId(june),
    };
    const withdrawal: Update = {
      ...{ 'as-of': '2026-11-03', recorded: '2026-11-03', reason: 'A mistake' },
      withdraws: updateId(september),
    };
    const replaced = itemWith({ updates: [june, september, correction, withdrawal] });
    const changes = changesOf(replaced, '2026-10-31')!;
    expect(changes.reported).toEqual([correction, withdrawal]);
    expect(changes.moves).toEqual([]);
    expect(
      comparePeriod(planOf([replaced]), { since: '2026-10-31', until: null }).before.items,
    ).toMatchObject([{ status: 'completed' }]);
  });
});

describe('decisions', () => {
  const due = (from: string | undefined, to: string, recorded: string, effective?: string): Amendment => ({
    ...{ recorded, ...why, milestone: '1.1', field: 'due', to },
    ...(from !== undefined && { from }),
    ...(effective !== undefined && { effective }),
  });
  const withDue = (...amendments: Amendment[]) =>
    anItem({
      timetable: { milestones: [{ id: '1.1', task: 'Work', due: amendments.at(-1)!.to as string }] },
      amendments,
    });

  test('a date that was set and moved in the period counts as moved', () => {
    const item = withDue(
      due(undefined, '2026-10-31', '2026-07-06'),
      due('2026-10-31', '2027-01-29', '2026-11-02'),
    );
    const { dates } = changesOf(item, '2026-06-30')!;
    expect(dates).toMatchObject([{ from: null, to: '2027-01-29', days: 90, isAmended: true }]);
    const stats = (since: string, until: string | null) =>
      diffStats(comparePeriod(planOf([item]), { since, until }));
    expect(stats('2026-06-30', null)).toMatchObject({ slipped: 1, broughtForward: 0 });
    expect(stats('2026-06-30', '2026-10-31')).toMatchObject({ slipped: 0, broughtForward: 0 });
    expect(stats('2026-07-31', null)).toMatchObject({ slipped: 1, broughtForward: 0 });
  });

  test('so does one of an item that was added in the period', () => {
    const item = {
      ...withDue(due('2026-10-31', '2026-12-31', '2026-11-02')),
      added: { recorded: '2026-09-01', ...why },
    };
    expect(changesOf(item, '2026-06-30')).toMatchObject({
      what: 'added',
      dates: [{ days: 61 }],
      amended: [],
    });
  });

  test('that apply from a day before the period are late', () => {
    const item = {
      ...withDue(due(undefined, '2026-10-31', '2026-07-06', '2026-06-01')),
      retired: { recorded: '2026-07-10', effective: '2026-06-30', ...why },
    };
    const changes = changesOf(item, '2026-06-30')!;
    expect(changes).toMatchObject({ dates: [], amended: item.amendments });
    expect(changes.decisions).toEqual([{ what: 'retired', from: null, to: item.retired }]);
    expect(isLate(item.retired, changes.since)).toBe(true);
  });
});

test('lists exactly the updates of the period, and compares the plan as of its two ends', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
  fc.assert(
    fc.property(somePlan, day, day, fc.array(day), (plan, one, other, recordings) => {
      const [since, until] = [one, other].sort() as [string, string];
      let at = 0;
      const items = plan.items.map((item) => ({
        ...item,
        ...(item.updates && {
          // Corrections and withdrawals are tested above.
          updates: item.updates.map(({ corrects: _, withdraws: __, ...entry }) => {
            const recorded = recordings[at++ % recordings.length] ?? '2026-11-28';
            return { ...entry, recorded: recorded < entry['as-of'] ? entry['as-of'] : recorded };
          }),
        }),
      }));
      const whole = { ...plan, items };
      const comparison = comparePeriod(whole, { since, until });
      expect(comparison.before).toEqual(planAsOf(whole, since));
      expect(comparison.after).toEqual(planAsOf(whole, until));
      const changes = new Map(comparison.items.map((each) => [each.id, each]));
      for (const item of items) {
        const expected = (item.updates ?? []).filter(
          (entry) => entry['as-of'] <= until && (entry['as-of'] > since || entry.recorded > since),
        );
        expect(changes.get(idOf(item))?.reported ?? []).toEqual(expected);
      }
    }),
  );
});
