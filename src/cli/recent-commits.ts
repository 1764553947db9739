/** The newest commits of items. */
import { newestCommits } from '../git/log.ts';
import type { Repository } from '../git/repository.ts';
import type { Touch } from '../render/item.ts';

/**
 * The newest commits of each item, from `tip` back; null when there is no git repository.
 * @param items the files that each item has or may have had
 */
export async function recentCommits(
  repo: Repository | null,
  items: readonly (readonly string[])[],
  { limit, tip }: { limit: number; tip: string | null },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Touch[][] | null> {
  if (!repo) return null;
  return await Promise.all(items.map((paths) => newestCommits(repo, { paths, limit, tip }, env)));
}
