/** The public plan: public updates and fields, and what follows from them. */
import { describe, expect, test } from 'vitest';
import type { Update } from '../../../../schemas/update.ts';
import { dueWords, fromPublicName, nameFor } from '../../../../src/plan/model/audience.ts';
import { countRedacted, redactPlan } from '../../../../src/plan/model/redact.ts';
import { identifiedUpdates, updateId } from '../../../../src/plan/model/updates.ts';
import { deepEqual } from '../../../../src/util/equal.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const entry = (own: Partial<Update>): Update => ({
  'as-of': '2026-11-01',
  recorded: '2026-11-01',
  ...own,
});
const open = (own: Partial<Update>) => entry({ visibility: 'public', ...own });
const redactedUpdates = (...updates: Update[]) =>
  redactPlan(planOf([anItem({ updates })]), 'public').items[0]!.updates ?? [];

test('the internal plan is the plan; redacting twice is redacting once', () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      expect(redactPlan(plan, 'internal')).toBe(plan);
      const once = redactPlan(plan, 'public');
      expect(redactPlan(once, 'public')).toEqual(once);
      expect(countRedacted(once, 'public')).toEqual({ reports: 0, own: 0 });
    }),
  );
});

test('fields that are not listed are left out, at any depth', () => {
  const plan = planOf([
    anItem({
      ...{ 'x-own': 1, secret: 2 },
      timetable: { milestones: [{ id: 'a', task: 'Work', ...{ 'x-hint': 3 } }] },
      updates: [
        open({
          ...{ status: 'in-progress', by: 'A <a@b.c>', 'x-mood': 4 },
          evidence: [{ url: 'https://example.org', ...{ 'x-box': 5 } }],
          released: { day: '2026-11-02', authority: 'Minute 1', ...{ 'x-by': 6 } },
        }),
        entry({ status: 'on-hold', ...{ 'x-mood': 7 } }),
      ],
    }),
  ]);
  expect(JSON.stringify(redactPlan(plan, 'public'))).not.toMatch(/x-|secret|a@b\.c|on-hold/);
  // Those of internal updates are part of what internal updates say.
  expect(countRedacted(plan, 'public')).toEqual({ reports: 1, own: 5 });
  expect(countRedacted(plan, 'internal')).toBeNull();
});

describe('ids of updates', () => {
  test('are the same in the public plan, and after a release', () => {
    const internal = entry({ status: 'on-hold', by: 'A <a@b.c>' });
    const released = {
      ...internal,
      visibility: 'public',
      released: { day: '2026-11-02', authority: 'M' },
    } as const;
    expect(updateId(released)).toBe(updateId(internal));
    expect(redactedUpdates(released).map(updateId)).toEqual([updateId(internal)]);
  });

  test('name no internal update, and each public one', () => {
    const hidden = entry({ status: 'on-hold' });
    const first = open({ corrects: updateId(hidden), status: 'in-progress' });
    const second = open({ corrects: updateId(first), status: 'completed' });
    const gone = open({ withdraws: updateId(hidden), reason: 'Not so.' });
    const updates = redactedUpdates(hidden, first, second, gone);
    expect(updates).toMatchObject([{ status: 'in-progress' }, { status: 'completed' }]);
    const [one, other] = identifiedUpdates({ updates });
    expect(one!.entry).not.toHaveProperty('corrects');
    expect(other!.entry.corrects).toBe(one!.id);
    expect(one!.correctedBy).toBe(other!.id);
  });
});

test('a status or rating that follows from an internal update is not public', () => {
  fc.assert(
    fc.property(
      somePlan,
      fc.constantFrom('completed', 'on-hold') as fc.Arbitrary<'on-hold'>,
      (plan, status) => {
        const items = plan.items.map((item) => ({
          ...item,
          updates: [...(item.updates ?? []), entry({ 'as-of': '2026-11-30', status, note: 'hush' })],
          status,
          rating: 'off-track' as const,
        }));
        expect(deepEqual(redactPlan({ ...plan, items }, 'public'), redactPlan(plan, 'public'))).toBe(true);
      },
    ),
  );
});

test('the words for a due date that has passed', () => {
  expect(dueWords.internal.milestone('2026-10-31', '2026-11-30')).toBe('overdue 30 days');
  expect(dueWords.public.milestone('2026-10-31', '2026-11-30')).toBe(
    'due 2026-10-31 has passed; no public report of completion',
  );
  expect([0, 1, 2].map(dueWords.public.are)).toEqual([
    '0 have passed their due date with no public report of completion',
    '1 has passed its due date with no public report of completion',
    '2 have passed their due date with no public report of completion',
  ]);
  expect(nameFor('internal', 'overdue')).toBe('overdue');
  expect(nameFor('public', 'overdue')).toBe('due-passed');
  expect(['due-passed', 'overdue', 'status'].map(fromPublicName)).toEqual(['overdue', 'overdue', 'status']);
});
