/** The status of items and milestones: who decides, and what milestones imply. */
import { describe, expect, test } from 'vitest';
import type { Status } from '../../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { fields } from '../../../../src/plan/model/fields.ts';
import {
  currentStatus,
  impliedStatus,
  milestoneStatusValue,
  statusPhrase,
  statusValue,
  withReportedStatuses,
} from '../../../../src/plan/model/status.ts';
import { reasonsOf } from '../../../../src/plan/report/concerns.ts';
import { computeStats } from '../../../../src/plan/report/stats.ts';
import { anItem } from '../../../support/items.ts';

const clock = { today: '2026-11-30', staleAfter: 90 };

/** An update of 2026-11-01, or of the given day. */
const u = (given: Partial<Update>): Update => ({
  'as-of': '2026-11-01',
  recorded: given['as-of'] ?? '2026-11-01',
  ...given,
});

const m = (id: string, given: Partial<Milestone> = {}): Milestone => ({ id, task: 'Work', ...given });

/** An item of the agencies a and b with the statuses that its updates report. */
const itemOf = (milestones: Milestone[], updates: Update[], given: Partial<Item> = {}): Item =>
  withReportedStatuses(
    anItem({
      agencies: ['a', 'b'],
      timetable: milestones.length > 0 ? { milestones } : { ongoing: { text: 'Always' } },
      ...(updates.length > 0 && { updates }),
      ...given,
    }),
  );

const due = '2026-10-31';

/** What outputs say of an item: its status, whether it is reported, what is overdue and with whom, no date, stale. */
function facts(item: Item) {
  const overdueWith = (agency: string) => fields.overdue.value(item, { ...clock, chargedTo: [agency] });
  return {
    status: statusPhrase(item),
    from: currentStatus(item).from,
    reported: computeStats([item], clock).reported === 1,
    overdue: ['a', 'b'].filter(overdueWith),
    days: fields['days-past-due'].value(item, clock),
    undated: computeStats([item], clock).undatedMilestones,
    stale: fields.stale.value(item, clock),
    reasons: reasonsOf(item, clock).map(({ is }) => is),
  };
}

const nothing = { from: null, reported: false, overdue: [], days: null, undated: 0, stale: false };
const reported = { ...nothing, reported: true };
const [ofItem, ofMilestones] = [
  { ...reported, from: 'item', reasons: [] },
  { ...reported, from: 'milestones', reasons: [] },
] as const;

test.each<[string, Item, object]>([
  [
    'nothing is reported',
    itemOf([m('1'), m('2')], []),
    { ...nothing, status: 'not reported', undated: 2, reasons: ['unreported'] },
  ],
  [
    'one of two milestones is completed',
    itemOf([m('1'), m('2')], [u({ milestone: '1', status: 'completed', agency: 'a' })]),
    { ...ofMilestones, status: 'in progress, 1 of 2 milestones completed', undated: 1 },
  ],
  [
    'both milestones are completed',
    itemOf(
      [m('1'), m('2')],
      [u({ milestone: '1', status: 'completed' }), u({ milestone: '2', status: 'completed' })],
    ),
    { ...ofMilestones, status: 'completed, 2 of 2 milestones completed' },
  ],
  [
    'one milestone is completed, the other one cancelled',
    itemOf(
      [m('1'), m('2')],
      [u({ milestone: '1', status: 'completed' }), u({ milestone: '2', status: 'cancelled' })],
    ),
    { ...ofMilestones, status: 'completed, 2 of 2 milestones closed' },
  ],
  [
    'both milestones are cancelled',
    itemOf(
      [m('1'), m('2')],
      [u({ milestone: '1', status: 'cancelled' }), u({ milestone: '2', status: 'cancelled' })],
    ),
    { ...ofMilestones, status: 'cancelled, 2 of 2 milestones closed' },
  ],
  [
    'a milestone was not started 152 days ago',
    itemOf([m('1'), m('2')], [u({ milestone: '1', status: 'not-started', 'as-of': '2026-07-01' })]),
    {
      ...ofMilestones,
      ...{ status: 'not started, 0 of 2 milestones completed', undated: 2, stale: true, reasons: ['stale'] },
    },
  ],
  [
    'an overdue milestone is charged to its own agency',
    itemOf([m('1', { due, agencies: ['b'] })], [u({ status: 'on-hold' })]),
    { ...ofItem, status: 'on hold', overdue: ['b'], days: 30, reasons: ['overdue', 'on-hold'] },
  ],
  [
    'a milestone without agencies is charged to those of the item',
    itemOf([m('1', { due })], []),
    { ...nothing, status: 'not reported', overdue: ['a', 'b'], days: 30, reasons: ['overdue', 'unreported'] },
  ],
  [
    'the item and its milestone are completed',
    itemOf([m('1')], [u({ milestone: '1', status: 'completed' }), u({ status: 'completed' })]),
    { ...ofItem, status: 'completed' },
  ],
  [
    'its milestones are completed, the item is still in progress',
    itemOf(
      [m('1'), m('2')],
      [
        u({ status: 'in-progress', 'as-of': '2026-10-01' }),
        u({ milestone: '1', status: 'completed', 'as-of': '2026-11-15' }),
        u({ milestone: '2', status: 'completed', 'as-of': '2026-11-15' }),
      ],
    ),
    { ...ofItem, status: 'in progress', reasons: ['milestones-closed'] },
  ],
  [
    'a newer update of a milestone implies another status',
    itemOf(
      [m('1'), m('2', { due: '2027-01-01' })],
      [u({ status: 'not-started', 'as-of': '2026-10-01' }), u({ milestone: '1', status: 'completed' })],
    ),
    { ...ofItem, status: 'not started', reasons: ['newer-milestones'] },
  ],
  [
    'ongoing work is in place, 182 days ago',
    itemOf([], [u({ status: 'in-place', 'as-of': '2026-06-01' })]),
    { ...ofItem, status: 'in place', stale: true, reasons: ['stale'] },
  ],
  [
    'two agencies report differently',
    itemOf(
      [],
      [
        u({ status: 'in-progress', agency: 'a' }),
        u({ status: 'on-hold', agency: 'b', 'as-of': '2026-11-10' }),
      ],
    ),
    { ...ofItem, status: 'on hold', reasons: ['on-hold', 'disagreement'] },
  ],
  [
    'an agency reports differently than the lead',
    itemOf(
      [],
      [
        u({ status: 'in-progress', agency: 'a' }),
        u({ status: 'on-hold', agency: 'b', 'as-of': '2026-11-10' }),
      ],
      { lead: 'a' },
    ),
    { ...ofItem, status: 'in progress', reasons: ['disagreement'] },
  ],
  [
    'the lead reports after the other agency',
    itemOf(
      [],
      [
        u({ status: 'on-hold', agency: 'b', 'as-of': '2026-11-10' }),
        u({ status: 'in-progress', agency: 'a', 'as-of': '2026-11-11' }),
      ],
      { lead: 'a' },
    ),
    { ...ofItem, status: 'in progress' },
  ],
  [
    'an older report of the group, recorded later, does not replace a newer one',
    itemOf([], [u({ status: 'on-hold', 'as-of': '2026-11-10' }), u({ status: 'in-progress' })]),
    { ...ofItem, status: 'on hold', reasons: ['on-hold'] },
  ],
  [
    'only notes',
    itemOf([m('1', { due: '2027-01-01' })], [u({ note: 'Work goes on.' })]),
    { ...reported, status: 'no status', reasons: [] },
  ],
])('%s', (_, item, expected) => {
  expect(facts(item)).toEqual({ undated: 0, ...expected });
});

test('amending the lead changes no status', () => {
  const updates = [
    u({ status: 'in-progress', agency: 'a' }),
    u({ status: 'on-hold', agency: 'b', 'as-of': '2026-11-02' }),
  ];
  const amendment = {
    recorded: '2026-11-20',
    reason: 'A move.',
    authority: 'Minute 3',
    field: 'lead',
  } as const;
  const now = itemOf([], updates, { lead: 'b', amendments: [{ ...amendment, from: 'a', to: 'b' }] });
  expect(now.status).toBe('in-progress');
  expect(itemOf([], updates, { lead: 'b' }).status).toBe('on-hold');
});

describe('what milestones imply', () => {
  test.each<[(Status | undefined)[], Status | null]>([
    [[], null],
    [[undefined, undefined], null],
    [['in-place', 'completed'], 'in-place'],
    [['cancelled', 'superseded'], 'cancelled'],
    [['superseded', 'superseded'], 'superseded'],
    [['on-hold', undefined], 'on-hold'],
    [['on-hold', 'not-started'], 'on-hold'],
    [['cancelled', 'not-started'], 'not-started'],
    [['cancelled', undefined], null],
    [['in-place', 'on-hold'], 'in-progress'],
  ])('%j imply %j', (statuses, expected) => {
    expect(impliedStatus(statuses.map((status) => ({ status }) as Milestone))).toBe(expected);
  });
});

test('a milestone with a note alone has no status, which is not the same as not reported', () => {
  const item = itemOf([m('1'), m('2')], [u({ milestone: '1', note: 'Begun.' })]);
  const values = item.timetable.milestones!.map((milestone) => milestoneStatusValue(item, milestone));
  expect([statusValue(item), ...values]).toEqual(['no-status', 'no-status', 'not-reported']);
});
