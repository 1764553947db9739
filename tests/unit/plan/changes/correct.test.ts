/** Correcting and withdrawing updates of items, without files and git. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../../schemas/item.ts';
import { correctUpdates, findUpdate, withdrawUpdates } from '../../../../src/plan/changes/correct.ts';
import { applyUpdate, type UpdateInput } from '../../../../src/plan/changes/update.ts';
import { effectiveUpdates, updateId } from '../../../../src/plan/model/updates.ts';
import type { Context } from '../../../../src/plan/rules/index.ts';
import { anItem, planOf } from '../../../support/items.ts';

const contextOf = (item: Item, today: string): Context => ({
  plan: planOf([item]),
  copies: new Map([['1', 1]]),
  today,
  sha256: () => '0'.repeat(64),
  fileName: '01.yaml',
  folder: null,
  pathIn: () => '',
  gapBefore: () => undefined,
});

async function reported(item: Item, said: UpdateInput): Promise<Item> {
  return (await applyUpdate(item, said, contextOf(item, '2026-11-20')))!.after;
}

const correct = (item: Item, id: string, values: Parameters<typeof correctUpdates>[2]) =>
  correctUpdates(item, [findUpdate(item, id)], values, contextOf(item, '2026-11-24'));
const withdraw = (item: Item, id: string) =>
  withdrawUpdates(item, [findUpdate(item, id)], { reason: 'Not so' }, contextOf(item, '2026-11-24'));

const begun = await reported(anItem(), {
  status: 'in-progress',
  note: 'Begun.',
  by: 'Aroha <aroha@example.org>',
  public: true,
});
const [entry] = begun.updates!;
const id = updateId(entry!);

describe('a correction', () => {
  test('repeats what is not given, except who reported, and is as public', async () => {
    const { after, moves, edits } = (await correct(begun, id, { status: 'on-hold' }))!;
    const { by: _, ...rest } = entry!;
    const correction = { ...rest, recorded: '2026-11-24', corrects: id, status: 'on-hold' };
    expect(after.updates).toEqual([entry, correction]);
    expect(after.status).toBe('on-hold');
    expect(moves).toEqual([{ what: 'status', milestone: null, from: 'in-progress', to: 'on-hold' }]);
    expect(edits).toEqual([
      { set: ['status'], to: 'on-hold' },
      { append: ['updates'], entry: correction },
    ]);
    expect(Object.keys(after.updates![1]!).slice(0, 4)).toEqual(['as-of', 'recorded', 'agency', 'corrects']);
  });

  test('removes a value, and moves a status to a milestone', async () => {
    const { after } = (await correct(begun, id, { note: null, milestone: '1.1' }))!;
    expect(effectiveUpdates(after)[0]).not.toHaveProperty('note');
    expect(after).not.toHaveProperty('status');
    expect(after.timetable.milestones![0]!.status).toBe('in-progress');
  });

  test('is null where nothing changes', async () => {
    expect(await correct(begun, id, { status: 'in-progress', by: 'Hemi <hemi@example.org>' })).toBeNull();
  });

  test('of a released update is public, and not released itself', async () => {
    const released = { ...entry!, released: { day: '2026-11-21', authority: 'Minister' } };
    const { after } = (await correct({ ...begun, updates: [released] }, id, { note: 'So.' }))!;
    expect(after.updates![1]).toMatchObject({ visibility: 'public' });
    expect(after.updates![1]).not.toHaveProperty('released');
  });

  test('may name an agency that the item had when the update was recorded', async () => {
    const amended: Item = {
      ...begun,
      agencies: ['police'],
      amendments: [
        {
          ...{ recorded: '2026-11-22', reason: 'Moved', authority: 'Minute' },
          ...{ field: 'agencies', from: ['dol'], to: ['police'] },
        },
      ],
    };
    expect((await correct(amended, id, { note: 'So.' }))!.after.updates![1]!.agency).toBe('dol');
  });

  test('is refused where it breaks a rule, and in a retired item', async () => {
    await expect(correct(begun, id, { asOf: '2026-11-25' })).rejects.toThrow(/is in the future/);
    const retired = { ...begun, retired: { recorded: '2026-11-21', reason: 'Done', authority: 'Minute' } };
    await expect(correct(retired, id, { note: 'So.' })).rejects.toThrow(/was retired/);
  });
});

describe('a withdrawal', () => {
  test('is public as the update is, and takes its status back', async () => {
    const { after, moves } = await withdraw(begun, id);
    expect(after.updates![1]).toEqual({
      ...{ 'as-of': '2026-11-24', recorded: '2026-11-24' },
      ...{ withdraws: id, reason: 'Not so', visibility: 'public' },
    });
    expect(after).not.toHaveProperty('status');
    expect(moves).toEqual([{ what: 'status', milestone: null, from: 'in-progress', to: null }]);
  });

  test('restores the status before', async () => {
    const later = await reported(begun, { status: 'on-hold' });
    const { after } = await withdraw(later, updateId(later.updates![1]!));
    expect(after.status).toBe('in-progress');
  });

  test('is refused where the rest breaks a rule', async () => {
    const closed = await reported(anItem(), { milestone: '1.1', status: 'completed' });
    const completed = await reported(closed, { status: 'completed' });
    await expect(withdraw(completed, updateId(closed.updates![0]!))).rejects.toThrow(/cannot be `completed`/);
  });
});

describe('an update', () => {
  test('is found by the beginning of its id', () => {
    expect(findUpdate(begun, id.slice(0, 3)).entry).toBe(entry);
  });

  test('is found by its whole id, where that is the beginning of another', () => {
    const twins = { ...begun, updates: [entry!, { ...entry! }] };
    expect(findUpdate(twins, id)).toMatchObject({ id });
    expect(findUpdate(twins, `${id}-2`)).toMatchObject({ id: `${id}-2` });
    expect(() => findUpdate(twins, id.slice(0, 4))).toThrow(/is the beginning of 2 updates/);
  });

  test('that is unknown, or was replaced, is an error', async () => {
    expect(() => findUpdate(begun, 'xyz')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => findUpdate(begun, '')).toThrow(expect.objectContaining({ code: 'not-found' }));
    const { after } = await withdraw(begun, id);
    expect(() => findUpdate(after, id)).toThrow(/was withdrawn by/);
    expect(() => findUpdate(after, updateId(after.updates![1]!))).toThrow(/is a withdrawal/);
  });
});
