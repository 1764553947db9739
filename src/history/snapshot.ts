/** The plan as it was at a revision. */
import type { PlanFile } from '../../schemas/plan.ts';
import { requireRepository } from '../git/error-messages.ts';
import type { System } from '../io.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';
import { commitFiles } from './commit-files.ts';
import { type ResolvedRevision, resolveRevision } from './resolve-revision.ts';

export interface Snapshot extends ResolvedRevision {
  folder: PlanFiles;
}

/**
 * @param revision a day or a commit, as the user names it
 * @param settings of the plan as it is now, for its id; null when they can’t be read
 * @param today the present day
 * @throws PlanError `refused` without a repository; `usage`, `not-found`
 */
export async function snapshotAt(
  workspace: Workspace,
  revision: string,
  settings: PlanFile | null,
  today: string,
  { env }: Pick<System, 'env'>,
): Promise<Snapshot> {
  const repo = requireRepository(workspace, 'it has no history');
  const resolved = await resolveRevision(repo, revision, today, env);
  const { commit } = resolved;
  const id = settings?.id ?? null;
  const folder = await commitFiles(repo, { commit, root: workspace.root, id, env });
  return { ...resolved, folder };
}
