/** Reads an item as a commit has it. */
import type { Item } from '../../schemas/item.ts';
import { readBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { parseItem } from '../storage/yaml/read-value.ts';

/** Null when the commit has no readable item there. @param path relative to the top of the work tree @throws PlanError `git` */
export async function committedItem(
  repo: Repository,
  commit: string,
  path: string,
  env: Env,
): Promise<Item | null> {
  const name = `${commit}:${path}`;
  const text = (await readBlobs(repo, new Set([name]), env, maxFileBytes)).get(name);
  return text === undefined ? null : await parseItem(text);
}
