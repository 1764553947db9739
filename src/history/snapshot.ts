/** The plan at a moment of the past. */
import type { PlanFile } from '../../schemas/plan.ts';
import { requireRepository } from '../git/messages.ts';
import type { Env } from '../git/repository.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';
import { commitFiles } from './commit-files.ts';
import { type ResolvedRevision, resolveRevision } from './resolve-revision.ts';

export interface Snapshot extends ResolvedRevision {
  folder: PlanFiles;
}

/**
 * @param moment a day or a commit, as a person names it
 * @param settings the plan as it is today, whose time zone and id count; null where that can't be read
 * @param today the day it really is
 * @throws PlanError `refused` where there is no repository; `usage`, `not-found`
 */
export async function snapshotAt(
  workspace: Workspace,
  moment: string,
  settings: PlanFile | null,
  today: string,
  { env }: { env: Env },
): Promise<Snapshot> {
  const repo = requireRepository(workspace, 'it has no history');
  const point = await resolveRevision(repo, moment, {
    timeZone: settings?.['time-zone'] ?? 'UTC',
    today,
    env,
  });
  return {
    ...point,
    folder: await commitFiles(repo, {
      commit: point.commit,
      root: workspace.root,
      id: settings?.id ?? null,
      env,
    }),
  };
}
