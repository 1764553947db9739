/** An item as HEAD has it, whatever lies in the work tree. */
import type { Item } from '../../schemas/item.ts';
import { largestFile } from '../plan/bounds.ts';
import { itemFrom } from '../store/value.ts';
import { readBlobs } from '../trail/blobs.ts';
import type { Env, Repository } from '../trail/repository.ts';

/** @param path relative to the top of the work tree; null where HEAD has no item there that can be read */
export async function committedItem(repo: Repository, path: string, env: Env): Promise<Item | null> {
  const name = `HEAD:${path}`;
  const text = (await readBlobs(repo, new Set([name]), env, largestFile)).get(name);
  return text === undefined ? null : await itemFrom(text);
}
