/** Computes what a merge makes of an item by itself, so that a step shows only what the person who merged decided. */
import type { Item } from '../../schemas/item.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { mergeItems } from '../plan/merge/merge-items.ts';
import { deepEqual } from '../util/equal.ts';
import { sha256 } from '../util/sha256.ts';

/** The item with the changes of both sides; null when it is removed. */
export type MergeItem = (base: Item | null, ours: Item, theirs: Item) => Item | null;

/** Merges as `plan merge-driver` does; a fact that both sides changed stays as in the base. */
export const defaultMerge: MergeItem = (base, ours, theirs) => mergeItems(base, ours, theirs, sha256).item;

/**
 * The state of an item that a merge makes of its sides.
 * @param sides the state in each parent
 * @param bases the state in the merge base of the first parent and each other parent
 */
export function mergedStates(
  [first = null, ...others]: readonly ItemState[],
  bases: readonly ItemState[],
  merging: MergeItem,
): ItemState {
  return others.reduce<ItemState>(
    (ours, theirs, index) => mergeStates(bases[index] ?? null, ours, theirs, merging),
    first,
  );
}

function mergeStates(base: ItemState, ours: ItemState, theirs: ItemState, merging: MergeItem): ItemState {
  if (base === 'unreadable' || ours === 'unreadable' || theirs === 'unreadable') return 'unreadable';
  if (ours && theirs) return merging(base, ours, theirs);
  // One side removed it, which holds unless the other side changed it.
  const remaining = ours ?? theirs;
  return base && deepEqual(base, remaining) ? null : remaining;
}
