/** The ids of updates, and which updates count, by example and against a model of the definitions. */
import { describe, expect, test } from 'vitest';
import type { Update } from '../../../../schemas/update.ts';
import {
  effectiveUpdates,
  identifiedUpdates,
  listedUpdates,
  newestUpdate,
  updateId,
  updateIds,
} from '../../../../src/plan/model/updates.ts';
import fc from '../../../support/property.ts';

const begun: Update = { 'as-of': '2026-09-30', recorded: '2026-10-02', agency: 'dol', status: 'in-progress' };
const done: Update = { ...begun, 'as-of': '2026-10-31', recorded: '2026-11-02', status: 'completed' };

/** A correction or a withdrawal of an entry, recorded on 24 November. */
const correction = (target: Update, given: Partial<Update>): Update => ({
  ...target,
  recorded: '2026-11-24',
  corrects: updateId(target),
  ...given,
});
const withdrawal = (target: Update): Update => ({
  'as-of': '2026-11-24',
  recorded: '2026-11-24',
  withdraws: updateId(target),
  reason: 'It is about another item',
});

describe('the id of an update', () => {
  test('is eight hexadecimal digits of its content, in any order of keys', () => {
    const { status, ...rest } = begun;
    expect(updateId(begun)).toBe('3260bae8');
    expect(updateId({ status: status!, ...rest })).toBe(updateId(begun));
    expect(updateId({ ...begun, note: 'Begun.' })).not.toBe(updateId(begun));
  });

  test('does not depend on who may read it', () => {
    const released = {
      ...begun,
      visibility: 'public',
      released: { day: '2026-11-24', authority: 'Minister' },
    };
    expect(updateId(released as Update)).toBe(updateId(begun));
  });

  test('has a number where equal ones precede it', () => {
    const id = updateId(begun);
    expect(updateIds({ updates: [begun, done, { ...begun }, { ...begun, visibility: 'public' }] })).toEqual([
      id,
      updateId(done),
      `${id}-2`,
      `${id}-3`,
    ]);
  });
});

describe('of the updates of an item', () => {
  test('all count, by the days they are true for, where none is corrected or withdrawn', () => {
    expect(effectiveUpdates({})).toEqual([]);
    expect(effectiveUpdates({ updates: [done, begun] })).toEqual([begun, done]);
    expect(newestUpdate({ updates: [done, begun] })).toBe(done);
  });

  test('a correction counts in the place of the update that it corrects', () => {
    const fixed = correction(begun, { note: 'Two sites of five.' });
    const sameDay = { ...done, 'as-of': begun['as-of'] };
    expect(effectiveUpdates({ updates: [begun, sameDay, fixed] })).toEqual([fixed, sameDay]);
    expect(newestUpdate({ updates: [begun, sameDay, fixed] })).toBe(sameDay);
  });

  test('a correction counts for the day that it gives', () => {
    const later = correction(begun, { 'as-of': '2026-11-15' });
    expect(effectiveUpdates({ updates: [begun, done, later] })).toEqual([done, later]);
  });

  test('a withdrawn one does not count, nor does the withdrawal', () => {
    expect(effectiveUpdates({ updates: [begun, done, withdrawal(done)] })).toEqual([begun]);
  });

  test('a withdrawn correction takes what it corrects with it', () => {
    const fixed = correction(done, { status: 'on-hold' });
    const again = correction(fixed, { status: 'in-progress' });
    for (const target of [done, fixed, again])
      expect(effectiveUpdates({ updates: [begun, done, fixed, again, withdrawal(target)] })).toEqual([begun]);
  });

  test('a correction of an entry that is not listed before it counts by itself', () => {
    const fixed = correction(done, { status: 'on-hold' });
    expect(effectiveUpdates({ updates: [begun, fixed] })).toEqual([begun, fixed]);
    expect(listedUpdates({ updates: [fixed, done] })).toEqual([fixed, done]);
  });

  test('every one is listed with what replaces it', () => {
    const fixed = correction(done, { status: 'on-hold' });
    const withdrawn = withdrawal(fixed);
    const updates = [begun, done, fixed, withdrawn];
    const id = updateId(withdrawn);
    expect(identifiedUpdates({ updates })).toEqual([
      { id: updateId(begun), entry: begun, correctedBy: null, withdrawnBy: null },
      { id: updateId(done), entry: done, correctedBy: updateId(fixed), withdrawnBy: id },
      { id: updateId(fixed), entry: fixed, correctedBy: null, withdrawnBy: id },
      { id, entry: withdrawn, correctedBy: null, withdrawnBy: null },
    ]);
  });
});

/** A random list of entries; each correction and withdrawal names one of those before it by its id. */
const someUpdates = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 4 }),
      note: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom('report', 'report', 'correction', 'withdrawal'),
      target: fc.nat(),
    }),
    { maxLength: 12 },
  )
  .map((parts) => {
    const updates: Update[] = [];
    for (const { day, note, kind, target } of parts) {
      const ids = updateIds({ updates });
      const id = ids[target % Math.max(1, ids.length)];
      const days = { 'as-of': `2026-11-0${day}`, recorded: '2026-11-24' };
      if (kind === 'report' || id === undefined) updates.push({ ...days, note });
      else if (kind === 'correction') updates.push({ ...days, corrects: id, note });
      else updates.push({ ...days, withdraws: id, reason: note });
    }
    return updates;
  });

/** The definitions, word for word: one entry after the other decides by looking at all the others. */
function modelOf(updates: Update[]): Update[] {
  const ids = updateIds({ updates });
  const isReport = (at: number) => updates[at]!.withdraws === undefined;
  const targetOf = (at: number) => {
    const { corrects, withdraws } = updates[at]!;
    const target = ids.indexOf(corrects ?? withdraws ?? '');
    return target >= 0 && target < at && isReport(target) ? target : undefined;
  };
  const rootOf = (at: number): number => {
    const target = targetOf(at);
    return target === undefined ? at : rootOf(target);
  };
  return updates
    .map((entry, at) => ({ entry, at, root: rootOf(at) }))
    .filter(({ at }) => isReport(at))
    .filter(({ root }) => !updates.some((_, other) => !isReport(other) && rootOf(other) === root))
    .filter(({ at, root }) => !updates.some((_, other) => other > at && rootOf(other) === root))
    .toSorted((a, b) => a.entry['as-of'].localeCompare(b.entry['as-of']) || a.root - b.root)
    .map(({ entry }) => entry);
}

test('the updates of random lists that count are those of the definitions', () => {
  fc.assert(
    fc.property(someUpdates, (updates) => {
      expect(effectiveUpdates({ updates })).toEqual(modelOf(updates));
    }),
  );
});

test('applying corrections and withdrawals again changes nothing', () => {
  fc.assert(
    fc.property(someUpdates, (updates) => {
      const counted = [...effectiveUpdates({ updates })];
      expect(effectiveUpdates({ updates: counted })).toEqual(counted);
    }),
  );
});
