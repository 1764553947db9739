/** What git remembers of plan files. Loaded only where history is read. */
import type { Touch } from '../render/item.ts';
import { commits } from '../trail/history.ts';
import { findRepository } from '../trail/repository.ts';

/** The newest commits of each file, from `tip` back; null where there is no git repository. */
export async function recentCommits(
  root: string,
  paths: readonly string[],
  { limit, tip }: { limit: number; tip: string | null },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Touch[][] | null> {
  const repo = findRepository(root, env);
  if (!repo) return null;
  return await Promise.all(paths.map((path) => commits(repo, { path, limit, tip }, env)));
}
