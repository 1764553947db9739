/** Files become items: an item is its id, whatever its file is called. */

import type { ItemHistoryStep } from '../plan/diff/history-step.ts';
import { diffItems, type ItemState } from '../plan/diff/item-diff.ts';
import { canonicalId, compareIds, idOf } from '../plan/model/plan.ts';

/** What a file held before and after. */
export interface FileStates {
  path: string;
  name: string;
  before: ItemState;
  after: ItemState;
  /** Where the file was before, if it was moved. */
  from?: string;
  /** The blobs that these were read from; null where a state is not simply what a blob holds. */
  blobs: BlobPair | null;
}
export type BlobPair = readonly [before: string | null, after: string | null];

/** An item's step, and the blobs that it is the difference of. */
export interface ItemStepWithBlobs extends ItemHistoryStep {
  blobs: BlobPair | null;
}

/** What a commit did to items; a file that was renamed is no removal and no addition. */
export function itemSteps(pairs: readonly FileStates[]): ItemStepWithBlobs[] {
  const whole: FileStates[] = [];
  const gone = new Map<string, FileStates>();
  const come: FileStates[] = [];
  for (const pair of pairs) {
    const { before, after, blobs } = pair;
    const ids = [before, after].map((state) => idIn(state) ?? null);
    const isOne = before !== null && after !== null && (ids.includes(null) || ids[0] === ids[1]);
    if (isOne) whole.push(pair);
    else {
      if (after !== null) come.push({ ...pair, before: null, blobs: blobs && [null, blobs[1]] });
      if (before !== null)
        gone.set(idOfPair({ ...pair, after: null }), {
          ...pair,
          after: null,
          blobs: blobs && [blobs[0], null],
        });
    }
  }
  for (const pair of come) {
    const id = idOfPair(pair);
    const was = gone.get(id);
    gone.delete(id);
    const blobs: BlobPair | null = was?.blobs && pair.blobs ? [was.blobs[0], pair.blobs[1]] : null;
    whole.push(was ? { ...pair, from: was.path, before: was.before, blobs } : pair);
  }
  return [...whole, ...gone.values()]
    .map((pair) => ({
      id: idOfPair(pair),
      path: pair.path,
      ...(pair.from !== undefined && { from: pair.from }),
      change: diffItems(pair.before, pair.after),
      blobs: pair.blobs,
    }))
    .sort((a, b) => compareIds(a.id, b.id));
}

const idIn = (state: ItemState): string | undefined =>
  state === null || state === 'unreadable' ? undefined : idOf(state);

const idOfPair = ({ before, after, name }: Pick<FileStates, 'before' | 'after' | 'name'>): string =>
  idIn(after) ?? idIn(before) ?? canonicalId(name);
