/** What git's merges could not know: which state of an item two sides come to, field by field. */

import type { Item } from '../../schemas/item.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { mergeItems } from '../plan/merge/merge-items.ts';
import { deepEqual } from '../util/equal.ts';
import { sha256 } from '../util/sha256.ts';

/** The state that both sides' changes to an item make together; null where the item is then gone. */
export type MergeItem = (base: Item | null, ours: Item, theirs: Item) => Item | null;

/** As `plan merge-driver` merges: where both sides moved one fact, it is what the base has. */
export const defaultMerge: MergeItem = (base, ours, theirs) => mergeItems(base, ours, theirs, sha256).item;

/**
 * The state that a merge comes to of itself.
 * @param sides the state in each parent
 * @param bases where the first parent and each other one began
 */
export function mergedStates(
  [first = null, ...others]: readonly ItemState[],
  bases: readonly ItemState[],
  merging: MergeItem,
): ItemState {
  return others.reduce<ItemState>(
    (ours, theirs, index) => merged(bases[index] ?? null, ours, theirs, merging),
    first,
  );
}

function merged(base: ItemState, ours: ItemState, theirs: ItemState, merging: MergeItem): ItemState {
  if ([base, ours, theirs].includes('unreadable')) return 'unreadable';
  const [was, left, right] = [base, ours, theirs] as (Item | null)[];
  if (left && right) return merging(was ?? null, left, right);
  // One side took it away: so it stays, unless the other went on with it.
  const rest = left ?? right ?? null;
  return was && deepEqual(was, rest) ? null : rest;
}
