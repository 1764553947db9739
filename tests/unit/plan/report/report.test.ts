/** The data of reports. */
import { expect, test } from 'vitest';
import type { Item } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import type { PlanState } from '../../../../src/plan/diff/plan-diff.ts';
import { redactPlan } from '../../../../src/plan/model/redact.ts';
import { concernsOf } from '../../../../src/plan/report/concerns.ts';
import { buildReport, type ReportInput } from '../../../../src/plan/report/report.ts';

const item = (id: number, own: Partial<Item> = {}): Item => ({
  id,
  pillar: 'first',
  objective: 'Something good',
  action: `Action ${id}`,
  measure: 'A survey',
  agencies: ['police'],
  timetable: { milestones: [{ id: `${id}.1`, task: 'A task' }] },
  source: { agencies: 'Police', timetable: 'Short: a task' },
  wording: `sha256:${'0'.repeat(64)}`,
  ...own,
});
const due = (id: string, day: string, status?: 'completed'): Item['timetable'] => ({
  milestones: [{ id, task: 'A task', due: day, ...(status && { status }) }],
});
const anUpdate = (own: Partial<Update>): Update => ({
  'as-of': '2026-12-01',
  recorded: '2026-12-01',
  ...own,
});

const side = (...items: Item[]): PlanState => ({
  settings: {
    id: 'p',
    title: 'The plan',
    owner: 'The group',
    'time-zone': 'Pacific/Auckland',
    pillars: [{ id: 'first', name: 'First' }],
    source: { title: 'S', publisher: 'P', published: '2009', copyright: 'C', licence: 'L' },
  },
  agencies: [{ id: 'police', name: 'Police' }],
  items,
});
const reportWith = (whole: PlanState, own: Partial<ReportInput> = {}) =>
  buildReport({
    whole,
    asOf: null,
    to: { day: '2026-12-31', commit: null },
    from: null,
    audience: 'internal',
    agencies: null,
    query: null,
    ...own,
  });

test('the longest overdue comes first, then off track, and never reported last', () => {
  const fresh: Partial<Item> = { status: 'in-progress', updates: [anUpdate({ status: 'in-progress' })] };
  const items = [
    item(1),
    item(2, { ...fresh, rating: 'off-track' }),
    item(3, { ...fresh, timetable: due('3.1', '2026-12-01') }),
    item(4, { ...fresh, timetable: due('4.1', '2026-10-01') }),
    item(5, { ...fresh, updates: [anUpdate({ 'as-of': '2026-08-01', status: 'in-progress' })] }),
    item(6, { ...fresh, status: 'completed', timetable: due('6.1', '2026-10-01') }),
    item(7, { ...fresh, rating: 'at-risk' }),
    item(8, fresh),
  ];
  const concerns = concernsOf(items, { today: '2026-12-31', staleAfter: 90 });
  expect(concerns.map(({ item }) => item.id)).toEqual([4, 3, 2, 7, 5, 1]);
  expect(concerns[0]?.reasons).toMatchObject([{ is: 'overdue', days: 91 }]);
});

test('items without milestones are not in the denominator of completed, and never overdue', () => {
  const { total, withoutMilestones } = reportWith(
    side(
      item(1, { timetable: due('1.1', '2026-10-01') }),
      item(2, { timetable: { ongoing: { text: 'Ongoing' } }, status: 'in-place' }),
      item(3, { timetable: { trigger: { text: 'A case' } } }),
    ),
  );
  expect(total).toMatchObject({
    items: 3,
    withMilestones: 1,
    overdue: 1,
    completed: 0,
    withoutMilestones: 2,
    inPlace: 1,
  });
  expect(withoutMilestones.map(({ id }) => id)).toEqual([2, 3]);
});

test('statuses and ratings of internal updates are not public', () => {
  const [redacted] = redactPlan(
    side(
      item(1, {
        status: 'completed',
        rating: 'off-track',
        timetable: due('1.1', '2026-10-01', 'completed'),
        updates: [
          anUpdate({ status: 'in-progress', rating: 'on-track', visibility: 'public', by: 'A <a@b.c>' }),
          anUpdate({ milestone: '1.1', status: 'completed' }),
          anUpdate({ status: 'completed', rating: 'off-track', visibility: 'internal' }),
        ],
      }),
    ),
    'public',
  ).items;
  expect(redacted).toMatchObject({ status: 'in-progress', rating: 'on-track' });
  expect(redacted!.updates).toEqual([
    anUpdate({ status: 'in-progress', rating: 'on-track', visibility: 'public' }),
  ]);
  expect(redacted!.timetable.milestones).toEqual([{ id: '1.1', task: 'A task', due: '2026-10-01' }]);
});

test('a status without an update is not public', () => {
  const [redacted] = redactPlan(side(item(1, { status: 'completed', rating: 'on-track' })), 'public').items;
  expect(redacted).not.toHaveProperty('status');
  expect(redacted).not.toHaveProperty('rating');
});

test('a public report is built from public data alone, counts as well', () => {
  const internal = item(1, { status: 'completed', updates: [anUpdate({ status: 'completed' })] });
  const { total, leftOut, items, headline } = reportWith(side(internal), { audience: 'public' });
  expect(total).toMatchObject({ reported: 0, completed: 0 });
  expect(leftOut).toEqual({ reports: 1, own: 0 });
  expect(items[0]?.updates).toEqual([]);
  expect(headline).toBe(
    'On 2026-12-31 0 of 1 item has been reported on publicly; of 1 with milestones 0 are completed and 0 have passed their due date with no public report of completion; 0 are rated off track.',
  );
});

test('the section of an item has the updates of the period, or the newest one', () => {
  const old = anUpdate({ status: 'in-progress', note: 'old' });
  const before = side(item(1, { status: 'in-progress', updates: [old] }), item(2, { updates: [old, old] }));
  const fresh = anUpdate({ status: 'on-hold', note: 'fresh' });
  const now = side(item(1, { status: 'on-hold', updates: [old, fresh] }), item(2, { updates: [old, old] }));
  const { items, statuses } = reportWith(now, { from: { day: '2026-06-30', commit: 'abc', plan: before } });
  expect(items[0]).toMatchObject({ updates: [fresh], inPeriod: 1, earlier: 1 });
  expect(items[1]).toMatchObject({ updates: [old], inPeriod: 0, earlier: 1 });
  expect(statuses).toEqual([
    { value: 'in-progress', name: 'in-progress', now: 0, before: 1 },
    { value: 'on-hold', name: 'on-hold', now: 1, before: 0 },
    { value: null, name: 'no status', now: 1, before: 1 },
  ]);
});

test('a plan without items has a report', () => {
  expect(reportWith(side())).toMatchObject({
    headline: 'On 2026-12-31 there are no items.',
    concerns: [],
    items: [],
  });
});
