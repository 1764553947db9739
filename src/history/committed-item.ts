/** An item as HEAD has it, whatever lies in the work tree. */
import type { Item } from '../../schemas/item.ts';
import { readBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { parseItem } from '../storage/yaml/read-value.ts';

/** @param path relative to the top of the work tree; null where HEAD has no item there that can be read */
export async function committedItem(repo: Repository, path: string, env: Env): Promise<Item | null> {
  const name = `HEAD:${path}`;
  const text = (await readBlobs(repo, new Set([name]), env, maxFileBytes)).get(name);
  return text === undefined ? null : await parseItem(text);
}
