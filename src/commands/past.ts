/** What git remembers of plan files. Loaded only where history is read. */
import type { Touch } from '../render/item.ts';
import { commits } from '../trail/history.ts';
import type { Repository } from '../trail/repository.ts';

/** The newest commits of each file, from `tip` back; null where there is no git repository. */
export async function recentCommits(
  repo: Repository | null,
  paths: readonly string[],
  { limit, tip }: { limit: number; tip: string | null },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Touch[][] | null> {
  if (!repo) return null;
  return await Promise.all(paths.map((path) => commits(repo, { path, limit, tip }, env)));
}
