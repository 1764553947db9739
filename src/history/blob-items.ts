/** The items in blobs, each read once, and forgotten once nobody asks for it any more. */

import { streamBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { createVersionReader } from '../storage/yaml/version-reader.ts';

export interface BlobItems {
  /** To be asked for the blobs that were announced, in their order, as often as they were announced. */
  of(blob: string | null): Promise<ItemState>;
  /** Ends the reading, whether or not everything was read. */
  end(): Promise<void>;
}

/** @param missing blobs that are not there to be read, which a partial clone knows of */
export function blobItems(
  repo: Repository,
  announced: readonly (string | null)[],
  missing: ReadonlySet<string>,
  env: Env,
): BlobItems {
  const left = new Map<string, number>();
  for (const blob of announced)
    if (blob !== null && !missing.has(blob)) left.set(blob, (left.get(blob) ?? 0) + 1);
  const blobs = streamBlobs(repo, [...left.keys()], env, maxFileBytes);
  const held = new Map<string, ItemState>();
  const read = createVersionReader();
  return {
    async of(blob) {
      if (blob === null) return null;
      while (left.has(blob) && !held.has(blob)) {
        const { value, done } = await blobs.next();
        if (done) break;
        const [hash, text] = value;
        held.set(hash, text === null ? 'unreadable' : ((await read(text)) ?? 'unreadable'));
      }
      const state = held.get(blob) ?? 'unreadable';
      const uses = (left.get(blob) ?? 1) - 1;
      if (uses > 0) left.set(blob, uses);
      else held.delete(blob);
      return state;
    },
    async end() {
      await blobs.return(undefined);
    },
  };
}
