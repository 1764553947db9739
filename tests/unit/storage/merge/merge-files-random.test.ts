/** Merges of random changes: the same bytes whichever side merges, and nothing of either side is lost. */

import { expect, test } from 'vitest';
import { mergeItems } from '../../../../src/plan/merge/merge-items.ts';
import { mergeFiles } from '../../../../src/storage/merge/merge-files.ts';
import { commentsOf } from '../../../../src/storage/yaml/parse.ts';
import { parseItem } from '../../../../src/storage/yaml/read-value.ts';
import { sha256 } from '../../../../src/util/sha256.ts';
import { changedBy, commentStep, errorsIn, shipped, updateStep } from '../../../support/merge-changes.ts';
import fc, { times } from '../../../support/property.ts';
import { spelled, spelling } from '../../../support/yaml-layouts.ts';

/** A shipped file, the changes that make the base of it, and those of each side. */
const changes = fc.tuple(
  fc.constantFrom(...shipped),
  ...([3, 3, 3] as const).map((maxLength) => fc.array(updateStep, { maxLength })),
);

const comments = fc.array(commentStep, { maxLength: 3 });

/** The texts of the comments that a side added and that are missing in the merged text. */
function lostComments(merged: string, base: string, ...sides: string[]): string[] {
  const texts = (text: string) => commentsOf(text).map((comment) => comment.text.trim());
  const kept = new Set([base, merged].flatMap(texts));
  return sides.flatMap(texts).filter((comment) => !kept.has(comment));
}

const isUnsafe = ({ why }: { why: string | null }) => why?.includes('safely') ?? false;

test('updates', async () => {
  const count = { clean: 0, conflicts: 0 };
  await fc.assert(
    fc.asyncProperty(changes, async ([text, before, our, their]) => {
      const base = await changedBy(text, before!);
      const ours = await changedBy(base, our!);
      const theirs = await changedBy(base, their!);
      const merged = await mergeFiles(base, ours, theirs);
      const mirrored = await mergeFiles(base, theirs, ours);
      const swapped = mirrored.conflicts.map((each) => ({ ...each, ours: each.theirs, theirs: each.ours }));
      expect(swapped).toEqual(merged.conflicts);
      if (merged.conflicts.length > 0) {
        count.conflicts += 1;
        expect(merged.text).toMatch(/^<{7} ours: .*\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7} theirs: /m);
        expect(merged.conflicts.filter(isUnsafe)).toEqual([]);
        return;
      }
      count.clean += 1;
      expect(mirrored.text).toBe(merged.text);
      expect(await errorsIn(merged.text)).toEqual([]);
      const items = await Promise.all([ours, theirs, merged.text].map(parseItem));
      const [one, other, both] = items.map((item) =>
        (item!.updates ?? []).map((each) => JSON.stringify(each)),
      );
      expect(new Set(both)).toEqual(new Set([...one!, ...other!]));
    }),
    { numRuns: times(100) },
  );
  expect(Math.min(count.clean, count.conflicts), JSON.stringify(count)).toBeGreaterThan(4);
});

test('updates and comments', async () => {
  await fc.assert(
    fc.asyncProperty(
      changes,
      comments,
      comments,
      async ([text, before, our, their], ourComments, theirComments) => {
        const base = await changedBy(text, before!);
        const ours = await changedBy(base, [...our!, ...ourComments]);
        const theirs = await changedBy(base, [...their!, ...theirComments]);
        const merged = await mergeFiles(base, ours, theirs);
        expect(merged.conflicts.filter(isUnsafe)).toEqual([]);
        if (merged.conflicts.length > 0) return;
        expect(lostComments(merged.text, base, ours, theirs)).toEqual([]);
        expect((await mergeFiles(base, theirs, ours)).text).toBe(merged.text);
      },
    ),
    { numRuns: times(60) },
  );
});

test('three layouts of the file: the merged values and all comments, or markers', async () => {
  const count = { clean: 0, unsafe: 0 };
  await fc.assert(
    fc.asyncProperty(
      changes,
      fc.tuple(spelling, spelling, spelling),
      async ([text, before, our, their], layouts) => {
        const base = await changedBy(text, before!);
        const items = await Promise.all(
          [base, await changedBy(base, our!), await changedBy(base, their!)].map(parseItem),
        );
        const [b, o, t] = items.map((item, side) => spelled(item, layouts[side]!)) as [
          string,
          string,
          string,
        ];
        const merged = await mergeFiles(b, o, t);
        if (merged.conflicts.length > 0) {
          if (merged.conflicts.some(isUnsafe)) count.unsafe += 1;
          expect(merged.text).toMatch(/^<{7} ours: /m);
          return;
        }
        count.clean += 1;
        expect((await mergeFiles(b, t, o)).text).toBe(merged.text);
        expect(await parseItem(merged.text)).toEqual(
          mergeItems(items[0]!, items[1]!, items[2]!, sha256).item,
        );
        expect(lostComments(merged.text, b, o, t)).toEqual([]);
      },
    ),
    { numRuns: times(30) },
  );
  expect(count.clean, JSON.stringify(count)).toBeGreaterThan(count.unsafe);
});
