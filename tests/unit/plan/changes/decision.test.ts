/** Amending, retiring and adding items, without files and git. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../../schemas/item.ts';
import { addItem, milestoneIn } from '../../../../src/plan/changes/add.ts';
import { amendItem, type FieldChangeRequest } from '../../../../src/plan/changes/amend.ts';
import { decisionOf } from '../../../../src/plan/changes/decision.ts';
import { retireItem } from '../../../../src/plan/changes/retire.ts';
import { applyUpdate } from '../../../../src/plan/changes/update.ts';
import { firstDue, isOverdue, isUnreported, nextDue } from '../../../../src/plan/model/derived.ts';
import { fingerprint } from '../../../../src/plan/model/fingerprint.ts';
import { filterItems } from '../../../../src/plan/query/filters.ts';
import { buildSummary } from '../../../../src/plan/report/summary.ts';
import { type Context, checkItem } from '../../../../src/plan/rules/index.ts';
import { anItem, planOf } from '../../../support/items.ts';
import fc, { times } from '../../../support/property.ts';

const today = '2026-11-24';
const decision = { recorded: today, reason: 'Asked for', authority: 'Minute 12' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const contextOf = (item: Item): Context => ({
  plan: planOf([item]),
  copies: new Map([['1', 1]]),
  today,
  sha256,
  fileName: '01.yaml',
  folder: null,
  pathIn: () => '',
  gapBefore: () => undefined,
});

/** An item with a valid fingerprint. */
function item(given: Partial<Item> = {}): Item {
  const made = anItem(given);
  return { ...made, wording: fingerprint(made, sha256) };
}

const amended = (before: Item, ...wishes: FieldChangeRequest[]) =>
  amendItem(before, wishes, decision, contextOf(before));
const wish = (field: string, to: string | undefined, milestone?: string): FieldChangeRequest => ({
  field,
  to,
  milestone,
});

describe('an amendment', () => {
  test('of a frozen field changes the fingerprint and records the old value', async () => {
    const before = item();
    const { after, entries, edits } = (await amended(before, wish('objective', ' Nobody is hurt ')))!;
    expect(entries).toEqual([
      { ...decision, field: 'objective', from: 'Victims are safe', to: 'Nobody is hurt' },
    ]);
    expect(edits).toEqual([
      { set: ['objective'], to: 'Nobody is hurt' },
      { set: ['wording'], to: fingerprint(after, sha256) },
      { append: ['amendments'], entry: entries[0] },
    ]);
    expect(after).toEqual({
      ...before,
      objective: 'Nobody is hurt',
      wording: fingerprint(after, sha256),
      amendments: entries,
    });
    expect(before).toEqual(item());
  });

  test('of a date, a lead or a kind does not change the fingerprint', async () => {
    const { after, edits } = (await amended(item(), wish('due', '2026-12-31', '1.1')))!;
    expect(after.wording).toBe(item().wording);
    expect(edits[0]).toEqual({ set: ['timetable', 'milestones', 0, 'due'], to: '2026-12-31' });
    expect((await amended(item(), wish('kind', 'Action')))!.after.kind).toBe('action');
  });

  test('of several fields is one decision; agencies and pillars can have any of their names', async () => {
    const { after, entries } = (await amended(
      item(),
      wish('agencies', 'Police, kainga ora'),
      wish('lead', 'POLICE'),
      wish('pillar', 'Second'),
    ))!;
    expect([after.agencies, after.lead, after.pillar]).toEqual([['police', 'hnzc'], 'police', 'second']);
    expect(entries.map(({ field }) => field)).toEqual(['agencies', 'lead', 'pillar']);
  });

  test('of the text of ongoing work', async () => {
    const ongoing = item({ timetable: { ongoing: { text: 'Ongoing' } } });
    expect((await amended(ongoing, wish('text', 'Twice a year')))!.after.timetable).toEqual({
      ongoing: { text: 'Twice a year' },
    });
    await expect(amended(item(), wish('text', 'Twice a year'))).rejects.toThrow('item 1 has no `text`');
  });

  test('removes optional fields only', async () => {
    const { after, entries, edits } = (await amended(item({ lead: 'dol' }), wish('lead', undefined)))!;
    expect('lead' in after).toBe(false);
    expect(entries).toEqual([{ ...decision, field: 'lead', from: 'dol' }]);
    expect(edits[0]).toEqual({ remove: ['lead'] });
    await expect(amended(item(), wish('agencies', undefined))).rejects.toThrow('cannot be removed');
    await expect(amended(item(), wish('task', undefined, '1.1'))).rejects.toThrow('cannot be removed');
  });

  test('that changes nothing is null; unchanged fields are not recorded', async () => {
    expect(await amended(item(), wish('agencies', 'DoL'))).toBeNull();
    expect(await amended(item(), wish('lead', undefined))).toBeNull();
    expect((await amended(item(), wish('agencies', 'DoL'), wish('lead', 'dol')))!.entries).toHaveLength(1);
  });

  test.each([
    ['status', 'completed', undefined, 'is not a field that can be amended'],
    ['due', '2026-12-31', undefined, 'is a field of a milestone'],
    ['lead', 'dol', '1.1', 'is a field of the item'],
    ['due', '2026-02-30', '1.1', 'is not a day'],
    ['due', '2026-12-31', '1.2', '`1.2` is not a milestone of item 1: use `1.1`'],
    ['horizon', 'trigger', '1.1', 'is not a horizon: use `short` or `medium`'],
    ['lead', 'police', undefined, 'is not an agency of item 1'],
    ['lead', 'nobody', undefined, 'is not an agency'],
    ['objective', 'one\ntwo', undefined, 'expected one line of text'],
    ['objective', ' ', undefined, 'is empty'],
    ['agencies', 'dol,DoL', undefined, 'is listed twice'],
  ])('of %s to %j is refused', async (field, to, milestone, told) => {
    await expect(amended(item(), wish(field, to, milestone))).rejects.toThrow(told);
  });

  test('is refused where frozen fields were edited by hand', async () => {
    const edited = { ...item(), action: 'Another' };
    await expect(amended(edited, wish('lead', 'dol'))).rejects.toThrow('they were edited by hand');
  });

  test('that removes an agency keeps its updates valid', async () => {
    const before = item({
      agencies: ['dol', 'police'],
      updates: [{ 'as-of': '2026-11-01', recorded: '2026-11-01', agency: 'police', note: 'Begun.' }],
    });
    const { after } = (await amended(before, wish('agencies', 'dol')))!;
    expect(checkItem(after, contextOf(after))).toEqual([]);
  });

  test('of due dates keeps the first one, and the item stays valid', async () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-12-${String(number).padStart(2, '0')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(day, { nil: undefined }), { maxLength: 6 }), async (days) => {
        let now = item();
        for (const to of days) now = (await amended(now, wish('due', to, '1.1')))?.after ?? now;
        const [milestone] = now.timetable.milestones!;
        expect(milestone!.due).toBe(days.at(-1));
        expect(firstDue(now, milestone!)).toBe(days.find((each) => each !== undefined) ?? null);
        expect(checkItem(now, contextOf(now))).toEqual([]);
      }),
      { numRuns: times(50) },
    );
  });
});

const late = item({ timetable: { milestones: [{ id: '1.1', task: 'Work', due: '2026-01-01' }] } });
const { after, edits } = await retireItem(late, decision, contextOf(late));

describe('a retired item', () => {
  test('has the day, the reason and the authority', () => {
    expect(after.retired).toEqual(decision);
    expect(edits).toEqual([{ set: ['retired'], to: decision }]);
    expect(checkItem(after, contextOf(after))).toEqual([]);
  });

  test('cannot be changed', async () => {
    const told = 'item 1 was retired on 2026-11-24: Asked for (Minute 12)';
    await expect(applyUpdate(after, { note: 'Done.' }, contextOf(after))).rejects.toThrow(told);
    await expect(amended(after, wish('lead', 'dol'))).rejects.toThrow(told);
    await expect(retireItem(after, decision, contextOf(after))).rejects.toThrow(told);
  });

  test('is in no count', () => {
    expect([isOverdue(late, today), isUnreported(late), nextDue(late)]).toEqual([true, true, '2026-01-01']);
    expect([isOverdue(after, today), isUnreported(after), nextDue(after)]).toEqual([false, false, null]);
    const plan = planOf([after, item({ id: 2 })]);
    expect(buildSummary(plan, today)).toMatchObject({ items: 1, retired: 1, overdue: 0, unreported: 1 });
    expect(filterItems(plan, { where: {} }, { today }).map(({ id }) => id)).toEqual([2]);
    expect(filterItems(plan, { where: {}, retired: true }, { today }).map(({ id }) => id)).toEqual([1]);
  });
});

describe('an item that is added', () => {
  const draft = {
    pillar: 'First',
    objective: 'More',
    action: 'Do it',
    measure: 'Done',
    agencies: ['DoL'],
    timetable: { milestones: [{ task: 'One' }, { id: 'x', task: 'Two' }] },
  };
  const added = (given: object, ...taken: string[]) =>
    addItem({ ...draft, ...given }, decision, new Set(['1', ...taken]), contextOf(item()));

  test('gets the next number, numbered milestones and its fingerprint', async () => {
    const made = await added({}, '7', '2a');
    expect(made).toMatchObject({ id: 8, pillar: 'first', agencies: ['dol'], added: decision });
    expect(made.timetable.milestones!.map(({ id }) => id)).toEqual(['8.1', 'x']);
    expect(made.wording).toBe(fingerprint(made, sha256));
  });

  test('never gets an id that was used before', async () => {
    await expect(added({ id: '01' })).rejects.toThrow('the id `1` is already used');
    await expect(added({ id: '2A' }, '2a')).rejects.toThrow(
      'was the id of another item, and ids are not used again',
    );
    expect((await added({ id: '05' })).id).toBe(5);
  });

  test('is refused where it would break a rule', async () => {
    await expect(added({ lead: 'police' })).rejects.toThrow('is not an agency of item 2');
    await expect(added({ objective: undefined })).rejects.toThrow('`objective` is missing');
    await expect(added({ agencies: ['dool'] })).rejects.toThrow('`dool` is not an agency');
  });

  test('has the milestones of the command line', () => {
    const { plan } = contextOf(item());
    expect(
      milestoneIn('Train; then test ; due=2027-06-30;horizon=Short; agencies=DoL,police', plan, '2026-11-24'),
    ).toEqual({
      horizon: 'short',
      due: '2027-06-30',
      agencies: ['dol', 'police'],
      task: 'Train; then test',
    });
    expect(milestoneIn(' Short: do it ', plan, '2026-11-24')).toEqual({ task: 'Short: do it' });
    expect(() => milestoneIn('Do it; duo=2027-06-30', plan, '2026-11-24')).toThrow(
      '`duo` is not a field of a milestone',
    );
    expect(() => milestoneIn('Do it; due=2027-01-01; due=2027-01-02', plan, '2026-11-24')).toThrow(
      'is given twice',
    );
  });
});

test('a decision needs a reason and an authority', () => {
  expect(decisionOf({ reason: ' a ', authority: 'b', by: 'c <d>' }, today)).toEqual({
    recorded: today,
    reason: 'a',
    authority: 'b',
    by: 'c <d>',
  });
  expect(() => decisionOf({ authority: 'b' }, today)).toThrow('needs a reason');
  expect(() => decisionOf({ reason: 'a', authority: ' ' }, today)).toThrow('needs an authority: it is empty');
});
