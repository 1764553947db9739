/** Merges of the values of items, without their files. */

import { expect, test } from 'vitest';
import { mergeItems, resolveConflicts } from '../../../../src/plan/merge/merge-items.ts';
import { parseItem } from '../../../../src/storage/yaml/read-value.ts';
import { sha256 } from '../../../../src/util/sha256.ts';
import { changedBy, shipped, updateStep } from '../../../support/merge-changes.ts';
import fc, { times } from '../../../support/property.ts';

const steps = fc.array(updateStep, { maxLength: 3 });

test('random updates: the same item from either side, and one side’s item where the other has no change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...shipped), steps, steps, steps, async (text, before, our, their) => {
      const base = await changedBy(text, before);
      const [b, o, t] = await Promise.all(
        [base, await changedBy(base, our), await changedBy(base, their)].map(parseItem),
      );
      const merge = (ours: typeof o, theirs: typeof o) => mergeItems(b!, ours!, theirs!, sha256);
      expect(merge(o!, b!)).toEqual({ item: o, conflicts: [] });
      expect(merge(b!, o!)).toEqual({ item: o, conflicts: [] });
      const merged = merge(o!, t!);
      expect(merge(t!, o!).item).toEqual(merged.item);
      // Merging a side again changes nothing.
      if (merged.conflicts.length === 0) expect(merge(merged.item, t!)).toEqual(merged);
    }),
    { numRuns: times(100) },
  );
});

test('a conflict resolved as either side has that side’s values, and both sides’ updates', async () => {
  const base = await changedBy(shipped[0]!, []);
  const day = '2026-11-24';
  const texts = [
    base,
    await changedBy(base, [{ update: { status: 'in-progress', agency: 'dol' }, day }]),
    await changedBy(base, [{ update: { status: 'on-hold', agency: 'dol' }, day }]),
  ];
  const [b, o, t] = await Promise.all(texts.map(parseItem));
  const merged = mergeItems(b!, o!, t!, sha256);
  expect(merged.conflicts.map(({ path }) => path)).toEqual([['status']]);
  const resolved = resolveConflicts(merged, b!, o!, t!, sha256);
  expect([resolved.ours.status, resolved.theirs.status]).toEqual(['in-progress', 'on-hold']);
  expect(resolved.ours.updates).toEqual(merged.item.updates);
  expect(resolved.ours.updates).toHaveLength(2);
});

test.each([
  ['two agencies', 'dol', 'police', undefined, 'on-hold'],
  ['an agency and the group, which decides', 'dol', undefined, undefined, 'on-hold'],
  ['the lead and another agency', 'dol', 'police', 'dol', 'in-progress'],
] as const)('%s that report differently are both kept', async (_, one, other, lead, status) => {
  const base = await changedBy(shipped[0]!, []);
  const day = '2026-11-24';
  const texts = [
    base,
    await changedBy(base, [{ update: { status: 'in-progress', agency: one }, day }]),
    await changedBy(base, [{ update: { status: 'on-hold', agency: other, note: 'Later.' }, day }]),
  ];
  const items = await Promise.all(texts.map(parseItem));
  const [b, o, t] = items.map((item) => ({ ...item!, ...(lead && { lead }) }));
  for (const merged of [mergeItems(b!, o!, t!, sha256), mergeItems(b!, t!, o!, sha256)]) {
    expect(merged.conflicts).toEqual([]);
    expect(merged.item.updates).toHaveLength(2);
    expect(merged.item.status).toBe(status);
  }
});
