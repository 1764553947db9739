/** Turns changes of files into changes of items: an item is its id, whatever its file is called. */
import type { ItemHistoryStep } from '../plan/diff/history-step.ts';
import { diffItems, type ItemState } from '../plan/diff/item-diff.ts';
import { canonicalId, compareIds, idOf } from '../plan/model/plan.ts';

/** The item in a file before and after a commit. */
export interface FileStates {
  path: string;
  /** The file's name without its extension. */
  name: string;
  before: ItemState;
  after: ItemState;
  /** The path before, when the file was moved. */
  from?: string;
  /** The blobs that the states were read from; null when a state is a merge of several. */
  blobs: BlobPair | null;
}

type BlobPair = readonly [before: string | null, after: string | null];

/** An item's step, and the blobs that it is the difference of. */
export interface ItemStepWithBlobs extends ItemHistoryStep {
  blobs: BlobPair | null;
}

/** What changed between two blobs, as a step has it; the file may have another path. */
export type BlobDiff = (
  before: string | null,
  after: string | null,
) => Omit<ItemStepWithBlobs, 'path'> | undefined;

/** What a commit did to items, by id. A file that was renamed is no removal and no addition. */
export function itemSteps(files: readonly FileStates[]): ItemStepWithBlobs[] {
  const changed: FileStates[] = [];
  const removed = new Map<string, FileStates>();
  const added: FileStates[] = [];
  for (const file of files) {
    const { before, after, blobs } = file;
    const ids = [before, after].map((state) => readableId(state) ?? null);
    const isSameItem = before !== null && after !== null && (ids.includes(null) || ids[0] === ids[1]);
    if (isSameItem) changed.push(file);
    else {
      if (after !== null) added.push({ ...file, before: null, blobs: blobs && [null, blobs[1]] });
      if (before !== null) {
        const removal = { ...file, after: null, blobs: blobs && ([blobs[0], null] as const) };
        removed.set(idOfFile(removal), removal);
      }
    }
  }
  for (const file of added) {
    const id = idOfFile(file);
    const old = removed.get(id);
    removed.delete(id);
    const blobs: BlobPair | null = old?.blobs && file.blobs ? [old.blobs[0], file.blobs[1]] : null;
    changed.push(old ? { ...file, from: old.path, before: old.before, blobs } : file);
  }
  return [...changed, ...removed.values()]
    .map((file) => ({
      id: idOfFile(file),
      path: file.path,
      ...(file.from !== undefined && { from: file.from }),
      change: diffItems(file.before, file.after),
      blobs: file.blobs,
    }))
    .sort((a, b) => compareIds(a.id, b.id));
}

const readableId = (state: ItemState): string | undefined =>
  state === null || state === 'unreadable' ? undefined : idOf(state);

const idOfFile = ({ before, after, name }: Pick<FileStates, 'before' | 'after' | 'name'>): string =>
  readableId(after) ?? readableId(before) ?? canonicalId(name);
