/** Computes what a merge makes of an item by itself, so that a step shows only what the person who merged decided. */
import type { Item } from '../../schemas/item.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { fieldValue, withField } from '../plan/merge/conflict.ts';
import { mergeItems } from '../plan/merge/merge-items.ts';
import { deepEqual, stableJson } from '../util/equal.ts';
import { sha256 } from '../util/sha256.ts';

/** The item with the changes of both sides; null when it is removed. @param after the item after the merge commit */
export type MergeItem = (base: Item | null, ours: Item, theirs: Item, after: Item | null) => Item | null;

/**
 * Merges as `plan merge-driver` does. A field in conflict has the value that the person who merged chose, where that is
 * the value of one side; otherwise it stays as in the base.
 */
export const defaultMerge: MergeItem = (base, ours, theirs, after) => {
  const { item, conflicts } = mergeItems(base, ours, theirs, sha256);
  if (after === null) return item;
  return conflicts.reduce((merged, { path }) => {
    const chosen = [ours, theirs].find((side) => deepEqual(fieldValue(side, path), fieldValue(after, path)));
    return chosen ? withField(merged, path, chosen) : merged;
  }, item);
};

/**
 * The state of an item that a merge makes of its sides.
 * @param sides the state in each parent
 * @param bases the state in the merge base of the first parent and each other parent
 * @param after the state after the merge commit
 */
export function mergedStates(
  [first = null, ...others]: readonly ItemState[],
  bases: readonly ItemState[],
  after: ItemState,
  merging: MergeItem,
): ItemState {
  return others.reduce<ItemState>(
    (ours, theirs, index) => mergeStates([bases[index] ?? null, ours, theirs, after], merging),
    first,
  );
}

function mergeStates(
  [base, ours, theirs, after]: readonly [ItemState, ItemState, ItemState, ItemState],
  merging: MergeItem,
): ItemState {
  if (base === 'unreadable' || ours === 'unreadable' || theirs === 'unreadable') return 'unreadable';
  if (ours && theirs) return merging(base, ours, theirs, after === 'unreadable' ? null : after);
  // One side removed it, which holds unless the other side changed it.
  const remaining = ours ?? theirs;
  return base && deepEqual(base, remaining) ? null : remaining;
}

/** The states of an item in a merge commit. */
export interface MergeStates {
  /** In each parent. */
  before: readonly ItemState[];
  bases: readonly ItemState[];
  after: ItemState;
}

/**
 * Whether two sides added different items under one id, and the merge gave one of them another id: then nothing was lost.
 * @param added the items that the merge has under new ids
 */
export function isRenumbered({ before, bases, after }: MergeStates, added: readonly Item[]): boolean {
  const sides = before.filter((state): state is Item => state !== null && state !== 'unreadable');
  const isChosen = (side: Item) => deepEqual(side, after);
  return (
    bases.every((state) => state === null) &&
    sides.some(isChosen) &&
    sides.every((side) => isChosen(side) || added.some((item) => withoutIds(item) === withoutIds(side)))
  );
}

/** An item as text without its id, the ids of its milestones and the fingerprint. */
const withoutIds = (item: Item): string => {
  const isId = (key: string) => ['id', 'milestone', 'wording'].includes(key);
  return stableJson(JSON.parse(JSON.stringify(item, (key, value) => (isId(key) ? undefined : value))));
};
