/** Two changes to one file made one: the same bytes whichever side merges, and nothing of either side lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeItems } from '../../../../src/plan/merge/merge-items.ts';
import { mergeFiles } from '../../../../src/storage/merge/merge-files.ts';
import { parseItem } from '../../../../src/storage/yaml/read-value.ts';
import { sha256 } from '../../../../src/util/sha256.ts';
import { changedBy, commentStep, errorsIn, reportStep, shipped } from '../../../support/merge-changes.ts';

const three = fc.tuple(
  fc.constantFrom(...shipped),
  ...([3, 3, 3] as const).map((maxLength) => fc.array(reportStep, { maxLength })),
);

const comments = fc.tuple(fc.array(commentStep, { maxLength: 2 }), fc.array(commentStep, { maxLength: 2 }));

test('changes at random', { timeout: 120_000 }, async () => {
  const seen = { clean: 0, conflicts: 0 };
  await fc.assert(
    fc.asyncProperty(three, async ([text, before, one, other]) => {
      const base = await changedBy(text, before!);
      const ours = await changedBy(base, one!);
      const theirs = await changedBy(base, other!);
      const merged = await mergeFiles(base, ours, theirs);
      const mirrored = await mergeFiles(base, theirs, ours);
      const swapped = mirrored.conflicts.map((each) => ({ ...each, ours: each.theirs, theirs: each.ours }));
      expect(swapped).toEqual(merged.conflicts);
      if (merged.conflicts.length > 0) {
        seen.conflicts += 1;
        expect(merged.text).toMatch(/^<{7} ours: .*\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7} theirs: /m);
        expect(merged.conflicts.map(({ why }) => why).filter((why) => why?.includes('safely'))).toEqual([]);
        return;
      }
      seen.clean += 1;
      expect(mirrored.text).toBe(merged.text);
      expect(await errorsIn(merged.text)).toEqual([]);
      const items = await Promise.all([base, ours, theirs, merged.text].map(parseItem));
      const said = items.map((item) => (item!.updates ?? []).map((entry) => JSON.stringify(entry)));
      expect(new Set(said[3])).toEqual(new Set([...said[1]!, ...said[2]!]));
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.clean, seen.conflicts), JSON.stringify(seen)).toBeGreaterThan(4);
});

test('comments at random are kept', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(three, comments, async ([text, before, one, other], [notes, others]) => {
      const base = await changedBy(text, before!);
      const ours = await changedBy(base, [...one!, ...notes]);
      const theirs = await changedBy(base, [...other!, ...others]);
      const merged = await mergeFiles(base, ours, theirs);
      const mirrored = await mergeFiles(base, theirs, ours);
      if (merged.conflicts.length > 0) return;
      expect(mirrored.text).toBe(merged.text);
      const commentsOf = (page: string) => new Set(page.match(/^ *# (?:one|two|three)$/gm) ?? []);
      const all = new Set([...commentsOf(ours), ...commentsOf(theirs)]);
      expect(commentsOf(merged.text)).toEqual(all);
    }),
    { numRuns: 150 },
  );
});

describe('values', () => {
  test('joined the same from either side, and with nothing', async () => {
    await fc.assert(
      fc.asyncProperty(three, async ([text, before, one, other]) => {
        const base = await changedBy(text, before!);
        const [b, x, y] = await Promise.all(
          [base, await changedBy(base, one!), await changedBy(base, other!)].map(parseItem),
        );
        const merge = (ours: typeof x, theirs: typeof x) => mergeItems(b!, ours!, theirs!, sha256);
        expect(merge(x, b)).toEqual({ item: x, conflicts: [] });
        expect(merge(b, x)).toEqual({ item: x, conflicts: [] });
        const merged = merge(x, y);
        expect(merge(y, x).item).toEqual(merged.item);
        // Merged again, it is as it is.
        if (merged.conflicts.length === 0) expect(merge(merged.item, y)).toEqual(merged);
      }),
      { numRuns: 150 },
    );
  });
});
