/** Amending items, without files and git. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../../../schemas/item.ts';
import { amendItem, type FieldChangeRequest } from '../../../../src/plan/changes/amend.ts';
import { firstDue } from '../../../../src/plan/model/derived.ts';
import { fingerprint } from '../../../../src/plan/model/fingerprint.ts';
import { checkItem } from '../../../../src/plan/rules/index.ts';
import { contextOf, decision, sha256, validItem } from '../../../support/item-changes.ts';
import fc, { times } from '../../../support/property.ts';

const amended = (before: Item, ...requests: FieldChangeRequest[]) =>
  amendItem(before, requests, decision, contextOf(before));
const request = (field: string, to: string | undefined, milestone?: string): FieldChangeRequest => ({
  field,
  to,
  milestone,
});

describe('an amendment', () => {
  test('of a frozen field changes the fingerprint and records the old value', async () => {
    const before = validItem();
    const { after, entries, edits } = (await amended(before, request('objective', ' Nobody is hurt ')))!;
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
    expect(before).toEqual(validItem());
  });

  test('of a date, a lead or a kind does not change the fingerprint', async () => {
    const { after, edits } = (await amended(validItem(), request('due', '2026-12-31', '1.1')))!;
    expect(after.wording).toBe(validItem().wording);
    expect(edits[0]).toEqual({ set: ['timetable', 'milestones', 0, 'due'], to: '2026-12-31' });
    expect((await amended(validItem(), request('kind', 'Action')))!.after.kind).toBe('action');
  });

  test('of several fields is one decision; agencies and pillars can have any of their names', async () => {
    const { after, entries } = (await amended(
      validItem(),
      request('agencies', 'Police, kainga ora'),
      request('lead', 'POLICE'),
      request('pillar', 'Second'),
    ))!;
    expect([after.agencies, after.lead, after.pillar]).toEqual([['police', 'hnzc'], 'police', 'second']);
    expect(entries.map(({ field }) => field)).toEqual(['agencies', 'lead', 'pillar']);
  });

  test('of the text of ongoing work', async () => {
    const ongoing = validItem({ timetable: { ongoing: { text: 'Ongoing' } } });
    expect((await amended(ongoing, request('text', 'Twice a year')))!.after.timetable).toEqual({
      ongoing: { text: 'Twice a year' },
    });
    await expect(amended(validItem(), request('text', 'Twice a year'))).rejects.toThrow(
      'item 1 has no `text`',
    );
  });

  test('removes optional fields only', async () => {
    const { after, entries, edits } = (await amended(
      validItem({ lead: 'dol' }),
      request('lead', undefined),
    ))!;
    expect('lead' in after).toBe(false);
    expect(entries).toEqual([{ ...decision, field: 'lead', from: 'dol' }]);
    expect(edits[0]).toEqual({ remove: ['lead'] });
    await expect(amended(validItem(), request('agencies', undefined))).rejects.toThrow('cannot be removed');
    await expect(amended(validItem(), request('task', undefined, '1.1'))).rejects.toThrow(
      'cannot be removed',
    );
  });

  test('that changes nothing is null; unchanged fields are not recorded', async () => {
    expect(await amended(validItem(), request('agencies', 'DoL'))).toBeNull();
    expect(await amended(validItem(), request('lead', undefined))).toBeNull();
    expect(
      (await amended(validItem(), request('agencies', 'DoL'), request('lead', 'dol')))!.entries,
    ).toHaveLength(1);
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
  ])('of %s to %j is refused', async (field, to, milestone, message) => {
    await expect(amended(validItem(), request(field, to, milestone))).rejects.toThrow(message);
  });

  test('is refused where frozen fields were edited by hand', async () => {
    const edited = { ...validItem(), action: 'Another' };
    await expect(amended(edited, request('lead', 'dol'))).rejects.toThrow('they were edited by hand');
  });

  test('that removes an agency keeps its updates valid', async () => {
    const before = validItem({
      agencies: ['dol', 'police'],
      updates: [{ 'as-of': '2026-11-01', recorded: '2026-11-01', agency: 'police', note: 'Begun.' }],
    });
    const { after } = (await amended(before, request('agencies', 'dol')))!;
    expect(checkItem(after, contextOf(after))).toEqual([]);
  });

  test('of due dates keeps the first one, and the item stays valid', async () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-12-${String(number).padStart(2, '0')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(day, { nil: undefined }), { maxLength: 6 }), async (days) => {
        let now = validItem();
        for (const to of days) now = (await amended(now, request('due', to, '1.1')))?.after ?? now;
        const [milestone] = now.timetable.milestones!;
        expect(milestone!.due).toBe(days.at(-1));
        expect(firstDue(now, milestone!)).toBe(days.find((each) => each !== undefined) ?? null);
        expect(checkItem(now, contextOf(now))).toEqual([]);
      }),
      { numRuns: times(50) },
    );
  });
});
