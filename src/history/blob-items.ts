/** Reads items from blobs, each blob once, and keeps an item only as long as it is needed. */
import { streamBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { createVersionReader } from '../storage/yaml/version-reader.ts';

export interface BlobItems {
  /** The item in a blob; null for null. Call it for all blobs in the order that was given. */
  get(blob: string | null): Promise<ItemState>;
  /** Stops reading. */
  close(): Promise<void>;
}

/**
 * @param blobs in the order of the calls of `get`, each as often as it will be read
 * @param missing the blobs that a partial clone lacks
 */
export function blobItems(
  repo: Repository,
  blobs: readonly (string | null)[],
  missing: ReadonlySet<string>,
  env: Env,
): BlobItems {
  const usesLeft = new Map<string, number>();
  for (const blob of blobs)
    if (blob !== null && !missing.has(blob)) usesLeft.set(blob, (usesLeft.get(blob) ?? 0) + 1);
  const texts = streamBlobs(repo, [...usesLeft.keys()], env, maxFileBytes);
  const states = new Map<string, ItemState>();
  const read = createVersionReader();
  return {
    async get(blob) {
      if (blob === null) return null;
      while (usesLeft.has(blob) && !states.has(blob)) {
        const { value, done } = await texts.next();
        if (done) break;
        const [hash, text] = value;
        states.set(hash, text === null ? 'unreadable' : ((await read(text)) ?? 'unreadable'));
      }
      const state = states.get(blob) ?? 'unreadable';
      const uses = (usesLeft.get(blob) ?? 1) - 1;
      if (uses > 0) usesLeft.set(blob, uses);
      else states.delete(blob);
      return state;
    },
    async close() {
      await texts.return(undefined);
    },
  };
}
