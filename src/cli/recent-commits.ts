/** What git remembers of plan files. Loaded only where history is read. */

import { commits } from '../git/log.ts';
import type { Repository } from '../git/repository.ts';
import type { Touch } from '../render/item.ts';

/**
 * The newest commits of each item, from `tip` back; null where there is no git repository.
 * @param items the files of each: one, or others too that it may have stood in
 */
export async function recentCommits(
  repo: Repository | null,
  items: readonly (readonly string[])[],
  { limit, tip }: { limit: number; tip: string | null },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Touch[][] | null> {
  if (!repo) return null;
  return await Promise.all(items.map((paths) => commits(repo, { paths, limit, tip }, env)));
}
