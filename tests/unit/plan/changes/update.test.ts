/** Applying updates to items, without files and git. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../../schemas/item.ts';
import { applyUpdate, type UpdateInput } from '../../../../src/plan/changes/update.ts';
import type { Context } from '../../../../src/plan/rules/index.ts';
import { anItem, planOf } from '../../../support/items.ts';

const today = '2026-11-24';

/** The rule context of a plan with this one item, whose fingerprint is always valid. */
const contextOf = (item: Item): Context => ({
  plan: planOf([item]),
  copies: new Map([['1', 1]]),
  today,
  sha256: () => '0'.repeat(64),
  fileName: '01.yaml',
  folder: null,
  pathIn: () => '',
  gapBefore: () => undefined,
});

const report = (item: Item, said: UpdateInput) => applyUpdate(item, said, contextOf(item));

describe('an update', () => {
  test('sets the status, and is from the only agency of the item', async () => {
    const item = anItem();
    const change = (await report(item, { status: 'in-progress', note: 'Begun.' }))!;
    const entry = { 'as-of': today, recorded: today, agency: 'dol', status: 'in-progress', note: 'Begun.' };
    expect(change.entry).toEqual(entry);
    expect(change.moves).toEqual([{ what: 'status', milestone: null, from: null, to: 'in-progress' }]);
    expect(change.edits).toEqual([
      { set: ['status'], to: 'in-progress' },
      { append: ['updates'], entry },
    ]);
    expect(change.after).toEqual({ ...item, status: 'in-progress', updates: [entry] });
    expect(item).toEqual(anItem());
  });

  test('of an item with several agencies has no agency by default', async () => {
    const item = anItem({ agencies: ['dol', 'police'] });
    expect((await report(item, { status: 'in-progress' }))!.entry.agency).toBeUndefined();
    expect((await report(item, { status: 'in-progress', agency: 'police' }))!.entry.agency).toBe('police');
  });

  test('of a milestone sets its status; a rating is of the item', async () => {
    const said = { milestone: '1.1', status: 'in-progress', rating: 'on-track' } as const;
    const { after, moves } = (await report(anItem(), said))!;
    expect(after.timetable.milestones![0]!.status).toBe('in-progress');
    expect(after.status).toBeUndefined();
    expect(after.rating).toBe('on-track');
    expect(moves.map(({ what, milestone }) => [what, milestone])).toEqual([
      ['status', '1.1'],
      ['rating', null],
    ]);
  });

  test('that repeats what was reported for the same day is no change', async () => {
    const said = { status: 'in-progress', asOf: '2026-11-01', reaffirms: true } as const;
    const { after } = (await report(anItem(), said))!;
    expect(await report(after, said)).toBeNull();
    expect(await report(after, { status: 'in-progress' })).toBeNull();
    expect((await report(after, { status: 'in-progress', note: 'Half done.' }))!.moves).toEqual([]);
  });

  test('that reaffirms a status on another day is a report', async () => {
    const { after } = (await report(anItem(), { status: 'in-progress', asOf: '2026-11-10' }))!;
    for (const asOf of ['2026-11-01', '2026-11-20', undefined])
      expect((await report(after, { status: 'in-progress', asOf, reaffirms: true }))!.moves).toEqual([]);
  });

  test('that another agency repeats is a report of that agency', async () => {
    const shared = anItem({ agencies: ['dol', 'police'] });
    const said = { status: 'in-progress', agency: 'dol' } as const;
    const { after } = (await report(shared, said))!;
    expect((await report(after, { ...said, agency: 'police' }))!.entry.agency).toBe('police');
    expect(await report(after, { status: 'in-progress' })).toBeNull();
  });

  test('for an earlier day leaves the status as it is', async () => {
    const { after } = (await report(anItem(), { status: 'on-hold', asOf: '2026-11-10' }))!;
    const earlier = (await report(after, { status: 'in-progress', asOf: '2026-11-01' }))!;
    expect(earlier.moves).toEqual([]);
    expect(earlier.edits).toEqual([{ append: ['updates'], entry: earlier.entry }]);
    expect(earlier.after.status).toBe('on-hold');
  });

  test('for an earlier day needs no reason for what was reported for a later day', async () => {
    const { after } = (await report(anItem(), {
      milestone: '1.1',
      status: 'in-progress',
      asOf: '2026-11-10',
    }))!;
    const earlier = { milestone: '1.1', status: 'completed', asOf: '2026-11-01' } as const;
    expect((await report(after, earlier))!.moves).toEqual([]);
  });

  test('of the lead decides over a newer one of another agency', async () => {
    const shared = anItem({ agencies: ['dol', 'police'], lead: 'dol' });
    const { after } = (await report(shared, { status: 'in-progress', agency: 'dol', asOf: '2026-11-01' }))!;
    const other = (await report(after, { status: 'on-hold', agency: 'police' }))!;
    expect([other.moves, other.after.status]).toEqual([[], 'in-progress']);
    const lead = (await report(other.after, { status: 'not-started', agency: 'dol', asOf: '2026-11-02' }))!;
    expect(lead.after.status).toBe('not-started');
  });

  test('without values is a usage error', async () => {
    await expect(report(anItem(), {})).rejects.toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

const ongoing = anItem({ timetable: { ongoing: { text: 'Ongoing' } } });
const reported = (await report(anItem(), { milestone: '1.1', status: 'cancelled', note: 'No need.' }))!.after;
const closed = (await report(reported, { status: 'completed', asOf: '2026-11-20' }))!.after;

describe('an update is refused', () => {
  test.each<[string, Item, UpdateInput, RegExp]>([
    [
      'on an unknown milestone',
      anItem(),
      { milestone: '1.9', status: 'completed' },
      /`1.9` is not a milestone/,
    ],
    ['from another agency', anItem(), { status: 'in-progress', agency: 'police' }, /not an agency of item 1/],
    ['on a day to come', anItem(), { status: 'in-progress', asOf: '2026-11-25' }, /is in the future/],
    ['of a status that ongoing work can’t have', ongoing, { status: 'completed' }, /cannot be `completed`/],
    ['of work in place that has milestones', anItem(), { status: 'in-place' }, /cannot be `in-place`/],
    ['of completion with open milestones', anItem(), { status: 'completed' }, /milestone `1.1` is open/],
    ['of risk without a note', anItem(), { rating: 'at-risk' }, /needs a note/],
    ['of reopening without a reason', closed, { status: 'in-progress' }, /needs a reason/],
  ])('%s', async (_, item, said, message) => {
    await expect(report(item, said)).rejects.toThrow(expect.objectContaining({ code: 'refused' }));
    await expect(report(item, said)).rejects.toThrow(message);
  });

  test('but not for an old error elsewhere in the item', async () => {
    const faulty = anItem({ lead: 'nobody' });
    expect((await report(faulty, { status: 'in-progress' }))!.after.status).toBe('in-progress');
  });

  test('but not for reopening with a reason', async () => {
    const { entry } = (await report(closed, { status: 'in-progress', reason: 'It was not done.' }))!;
    expect(entry.reason).toBe('It was not done.');
  });
});
