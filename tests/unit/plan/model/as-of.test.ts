/** The plan as of a day: later updates and decisions left out, by everything that is recorded. */
import { describe, expect, test } from 'vitest';
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { itemAsOf, planAsOf } from '../../../../src/plan/model/as-of.ts';
import { fingerprint } from '../../../../src/plan/model/fingerprint.ts';
import type { Plan } from '../../../../src/plan/model/plan.ts';
import { redactPlan } from '../../../../src/plan/model/redact.ts';
import { withReportedStatuses } from '../../../../src/plan/model/status.ts';
import { listedUpdates, updateId } from '../../../../src/plan/model/updates.ts';
import { sha256 } from '../../../../src/util/sha256.ts';
import { anItem, planOf, somePlan } from '../../../support/items.ts';
import fc from '../../../support/property.ts';

const why = { reason: 'Asked for', authority: 'Minute 12' };

describe('itemAsOf', () => {
  const item = withReportedStatuses(
    anItem({
      updates: [
        { 'as-of': '2026-06-30', recorded: '2026-07-10', status: 'in-progress' },
        { 'as-of': '2026-09-30', recorded: '2026-10-05', status: 'on-hold', rating: 'at-risk' },
      ],
    }),
  );

  test('leaves out updates that are true for a later day, whenever they were recorded', () => {
    expect(itemAsOf(item, '2026-06-29')).not.toHaveProperty('updates');
    expect(itemAsOf(item, '2026-06-29')).not.toHaveProperty('status');
    expect(itemAsOf(item, '2026-06-30')).toMatchObject({ status: 'in-progress', updates: [{}] });
    expect(itemAsOf(item, '2026-09-29')).toMatchObject({ status: 'in-progress', updates: [{}] });
    expect(itemAsOf(item, '2026-09-30')).toBe(item);
  });

  test('orders updates by the day that they are true for, not by the file', () => {
    const [first, second] = item.updates!;
    const late = { ...item, updates: [second!, { ...first!, recorded: '2026-11-01' }] };
    expect(itemAsOf(late, '2026-07-31')).toMatchObject({ status: 'in-progress' });
    expect(itemAsOf(late, '2026-10-31')).toMatchObject({ status: 'on-hold' });
  });

  test('applies corrections and withdrawals first, even those that were recorded later', () => {
    const [first, second] = item.updates!;
    const corrected = { ...first!, recorded: '2026-11-01', status: 'completed', corrects: updateId(first!) };
    const correction = { ...item, updates: [first!, second!, corrected] } as Item;
    expect(itemAsOf(correction, '2026-06-30')).toMatchObject({
      status: 'completed',
      updates: [first, corrected],
    });
    const moved = { ...corrected, 'as-of': '2026-07-31' } as Update;
    expect(itemAsOf({ ...item, updates: [first!, moved] }, '2026-06-30')).not.toHaveProperty('status');
    const withdrawal = {
      'as-of': '2026-11-01',
      recorded: '2026-11-01',
      withdraws: updateId(second!),
      ...why,
    };
    const withdrawn = withReportedStatuses({
      ...item,
      updates: [first!, second!, withdrawal as Update],
    });
    expect(itemAsOf(withdrawn, '2026-12-31')).toMatchObject({
      status: 'in-progress',
      updates: [first, second, withdrawal],
    });
  });

  test('hides an item until the day of its addition, and revives it before that of its retirement', () => {
    const decided = {
      ...item,
      added: { recorded: '2026-05-10', effective: '2026-05-01', ...why },
      retired: { recorded: '2026-11-01', ...why },
    };
    expect(itemAsOf(decided, '2026-04-30')).toBeNull();
    expect(itemAsOf(decided, '2026-05-01')).not.toHaveProperty('retired');
    expect(itemAsOf(decided, '2026-10-31')).not.toHaveProperty('retired');
    expect(itemAsOf(decided, '2026-11-01')).toHaveProperty('retired');
    expect(planAsOf(planOf([decided]), '2026-04-30').items).toEqual([]);
  });

  test('reverses later amendments, newest first', () => {
    const amendments: Amendment[] = [
      {
        recorded: '2026-07-10',
        effective: '2026-07-01',
        ...why,
        field: 'agencies',
        from: ['dol'],
        to: ['police'],
      },
      { recorded: '2026-08-01', ...why, milestone: '1.1', field: 'due', to: '2026-12-31' },
      {
        recorded: '2026-09-01',
        ...why,
        milestone: '1.1',
        field: 'due',
        from: '2026-12-31',
        to: '2027-06-30',
      },
    ];
    const amended = {
      ...item,
      agencies: ['police'],
      timetable: { milestones: [{ ...item.timetable.milestones![0]!, due: '2027-06-30' }] },
      amendments,
    };
    const at = (day: string) => {
      const { agencies, timetable, amendments: left = [] } = itemAsOf(amended, day)!;
      return [agencies, timetable.milestones![0]!.due, left.length];
    };
    expect(at('2026-06-30')).toEqual([['dol'], undefined, 0]);
    expect(at('2026-07-01')).toEqual([['police'], undefined, 1]);
    expect(at('2026-08-31')).toEqual([['police'], '2026-12-31', 2]);
    expect(at('2026-09-01')).toEqual([['police'], '2027-06-30', 3]);
    const before = itemAsOf(amended, '2026-06-30')!;
    expect(before.wording).toBe(fingerprint(before, sha256));
  });

  test('who had authority on the day of recording does not change with the lead', () => {
    const lead = { recorded: '2026-07-01', ...why, field: 'lead', from: 'dol', to: 'police' } as const;
    const late: Item = {
      ...anItem({ agencies: ['dol', 'police'], lead: 'police', amendments: [lead] }),
      updates: [
        { 'as-of': '2026-06-01', recorded: '2026-06-01', agency: 'dol', status: 'in-progress' },
        { 'as-of': '2026-06-15', recorded: '2026-07-10', agency: 'police', status: 'on-hold' },
      ],
    };
    expect(itemAsOf(late, '2026-06-30')).toMatchObject({ lead: 'dol', status: 'on-hold' });
  });
});

test('the plan as of its last day is the plan', () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      expect(planAsOf(plan, '2026-11-30')).toEqual(plan);
    }),
  );
});

test('redacting and going back to a day commute', () => {
  fc.assert(
    fc.property(somePlan, days(28), (plan, day) => {
      // An entry that is corrected may be left out; then redacting removes the link to it.
      const withoutLinks = ({ items }: Pick<Plan, 'items'>) =>
        items.map(({ updates, ...item }) => ({
          ...item,
          updates: updates?.map(({ corrects: _, ...entry }) => entry),
        }));
      const [one, other] = [
        planAsOf(redactPlan(plan, 'public'), day),
        redactPlan(planAsOf(plan, day), 'public'),
      ];
      expect(withoutLinks(one)).toEqual(withoutLinks(other));
    }),
  );
});

/** The first days of a month, as texts. */
function days(count: number): fc.Arbitrary<string> {
  return fc.integer({ min: 1, max: count }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
}

/** What happened to an item, in the order in which it was recorded. */
type Event =
  | { is: 'update'; asOf: string; recorded: string; milestone?: string; agency?: string; status: string }
  | { is: 'withdraw'; recorded: string; index: number }
  | { is: 'correct'; recorded: string; index: number; asOf: string; status: string }
  | { is: 'amend'; recorded: string; effective: string; field: Field; to: string | undefined };

/** The fields of the model: a due date, the lead, and a text. */
type Field = '1.1 due' | 'lead' | 'action';

const statuses = ['in-progress', 'on-hold', 'completed'] as const;

const someEvents: fc.Arbitrary<Event[]> = fc
  .array(
    fc.oneof(
      fc.record(
        {
          is: fc.constant('update' as const),
          recorded: days(28),
          back: fc.integer({ min: 0, max: 20 }),
          milestone: fc.constant('1.1'),
          agency: fc.constantFrom('dol', 'police'),
          status: fc.constantFrom(...statuses),
        },
        { requiredKeys: ['is', 'recorded', 'back', 'status'] },
      ),
      fc.record({ is: fc.constant('withdraw' as const), recorded: days(28), index: fc.nat(9) }),
      fc.record({
        is: fc.constant('correct' as const),
        recorded: days(28),
        back: fc.integer({ min: 0, max: 20 }),
        index: fc.nat(9),
        status: fc.constantFrom(...statuses),
      }),
      fc.constantFrom<Field>('1.1 due', 'lead', 'action').chain((field) =>
        fc.record({
          is: fc.constant('amend' as const),
          recorded: days(28),
          back: fc.integer({ min: 0, max: 20 }),
          field: fc.constant(field),
          to:
            field === 'action'
              ? fc.constantFrom('Begin', 'Go on')
              : fc.constantFrom(
                  undefined,
                  ...(field === 'lead' ? ['dol', 'police'] : ['2026-12-01', '2027-01-01']),
                ),
        }),
      ),
    ),
    { maxLength: 8 },
  )
  .map((drawn) => {
    const newest = new Map<string, string>();
    return drawn
      .toSorted((a, b) => (a.recorded < b.recorded ? -1 : a.recorded > b.recorded ? 1 : 0))
      .map((event): Event => {
        if (event.is === 'withdraw') return event;
        const { back, ...rest } = event;
        const number = Math.max(1, Number(event.recorded.slice(-2)) - back);
        const day = `2026-11-${String(number).padStart(2, '0')}`;
        if (rest.is !== 'amend') return { ...rest, asOf: day } as Event;
        const earliest = newest.get(rest.field) ?? '';
        const effective = day < earliest ? earliest : day;
        newest.set(rest.field, effective);
        return { ...rest, effective };
      });
  });

const base = anItem({ agencies: ['dol', 'police'], action: 'Assess' });

/** The item file after all events. */
function recordedItem(events: readonly Event[]): Item {
  const updates: Update[] = [];
  const amendments: Amendment[] = [];
  const values: Record<Field, string | undefined> = {
    '1.1 due': undefined,
    lead: undefined,
    action: 'Assess',
  };
  for (const event of events) {
    const { recorded } = event;
    if (event.is === 'amend') {
      const [field, milestone] = event.field === '1.1 due' ? (['due', '1.1'] as const) : [event.field];
      const from = values[event.field];
      if (from === event.to) continue;
      values[event.field] = event.to;
      amendments.push({
        ...{ recorded, effective: event.effective, ...why, field },
        ...(milestone !== undefined && { milestone }),
        ...(from !== undefined && { from }),
        ...(event.to !== undefined && { to: event.to }),
      } as Amendment);
    } else if (event.is === 'update') {
      const { is: _, asOf, ...rest } = event;
      updates.push({ 'as-of': asOf, ...rest, note: `Update ${updates.length}` } as Update);
    } else {
      const target = updates[event.index];
      if (!target || target.withdraws !== undefined) continue;
      const note = `Update ${updates.length}`;
      const id = updateId(target);
      const { agency, milestone } = target;
      updates.push({
        ...{ recorded, note, ...(agency && { agency }), ...(milestone && { milestone }) },
        ...(event.is === 'withdraw'
          ? { 'as-of': recorded, withdraws: id, reason: 'A mistake' }
          : { 'as-of': event.asOf, corrects: id, status: event.status }),
      } as Update);
    }
  }
  const { '1.1 due': due, lead, action } = values;
  return withReportedStatuses({
    ...base,
    action: action!,
    ...(lead !== undefined && { lead }),
    timetable: { milestones: [{ ...base.timetable.milestones![0]!, ...(due !== undefined && { due }) }] },
    ...(updates.length > 0 && { updates }),
    ...(amendments.length > 0 && { amendments }),
  });
}

/** What the model says of the item on a day: the events are replayed, and reports sorted by the day they are true for. */
function modelAt(item: Item, day: string) {
  const facts: Record<string, unknown> = { action: 'Assess' };
  const amendments = item.amendments ?? [];
  for (const { field, to, effective } of amendments)
    if (effective! <= day) {
      if (to === undefined) delete facts[field];
      else facts[field] = to;
    }
  const reports: { text: string; entry: Update; isOut: boolean }[] = [];
  for (const entry of item.updates ?? []) {
    const target = reports.find(({ text }) => text === (entry.corrects ?? entry.withdraws));
    const chain = target && reports.filter((each) => each === target || chainOf(each) === chainOf(target));
    if (entry.withdraws !== undefined) for (const each of chain ?? []) each.isOut = true;
    else reports.push({ text: updateId(entry), entry, isOut: chain?.some(({ isOut }) => isOut) ?? false });
  }
  function chainOf({ text, entry }: { text: string; entry: Update }): string {
    const parent = reports.find((each) => each.text === entry.corrects);
    return parent ? chainOf(parent) : text;
  }
  const counting = reports
    .filter((each) => !each.isOut && reports.findLast((other) => chainOf(other) === chainOf(each)) === each)
    .map((each) => ({ ...each, place: reports.findIndex(({ text }) => text === chainOf(each)) }))
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry)
    .filter((entry) => entry['as-of'] <= day)
    .sort((a, b) => a['as-of'].localeCompare(b['as-of']));
  const leadsOn = (recorded: string) => {
    let lead: unknown;
    const leads = new Set<unknown>();
    const changes = amendments.filter(({ field }) => field === 'lead');
    for (const { to, recorded: changed } of changes) {
      if (changed > recorded) break;
      if (changed === recorded) leads.add(lead);
      lead = to;
    }
    return new Set([...leads, lead].filter((each) => each !== undefined));
  };
  const decides = ({ agency, milestone, recorded }: Update) =>
    agency === undefined || milestone !== undefined || leadsOn(recorded).has(agency);
  const statusOf = (milestone?: string) => {
    const found = counting.filter((entry) => entry.milestone === milestone && entry.status);
    return (found.filter(decides).at(-1) ?? found.at(-1))?.status;
  };
  return { facts, status: statusOf(), milestone: statusOf('1.1'), updates: counting.length };
}

test('agrees with a model that replays what happened until the day', () => {
  fc.assert(
    fc.property(someEvents, days(28), (events, day) => {
      const whole = recordedItem(events);
      const item = itemAsOf(whole, day)!;
      const { action, lead, timetable, status } = item;
      const [{ due, status: milestone }] = timetable.milestones as [Milestone];
      const facts = { action, ...(lead !== undefined && { lead }), ...(due !== undefined && { due }) };
      expect({ facts, status, milestone, updates: listedUpdates(item).length }).toEqual(modelAt(whole, day));
    }),
    { numRuns: 400 },
  );
});
