/** The folder of a plan, its repository, and where its lock, journal and cache are. */
import { join, relative } from 'node:path';
import { findRepository, type Repository } from './git/repository.ts';
import type { System } from './io.ts';
import { openPlanCache, type PlanCache } from './storage/plan-cache/plan-cache.ts';
import { readPlan } from './storage/plan-files/read-plan.ts';
import { readJournal } from './storage/transaction/journal.ts';
import { isMergeUnfinished } from './storage/transaction/merge-journal.ts';

export interface Workspace {
  /** The plan's folder, absolute. */
  root: string;
  /** Null without a git repository. */
  repo: Repository | null;
  /** The folder of the lock and the journal: in git's folder, or beside the plan without git. */
  stateDir: string;
}

/** @throws PlanError `git` when `.git` or `GIT_DIR` points to no repository; `refused` in a bare repository */
export function openWorkspace(root: string, { env, cwd }: Pick<System, 'env' | 'cwd'>): Workspace {
  const found = findRepository(root, env, cwd);
  if (!found) return { root, repo: null, stateDir: join(root, '.plantrail') };
  let zone: Promise<string> | undefined;
  const timeZone = () => {
    zone ??= planTimeZone(root);
    return zone;
  };
  return { root, repo: { ...found, timeZone }, stateDir: join(found.gitDir, 'plantrail') };
}

/** The time zone of the plan on disk; UTC if it can’t be read. */
async function planTimeZone(root: string): Promise<string> {
  const { settings } = await readPlan({ root, cwd: root }, []);
  return settings?.['time-zone'] ?? 'UTC';
}

/** Whether a change was interrupted or is being made. Checks only whether two files exist. */
export const hasPendingTransaction = ({ stateDir }: Workspace): boolean =>
  readJournal(stateDir) !== undefined || isMergeUnfinished(stateDir);

/** The file of the plan cache: in git's folder or, without git, in the user's cache folder; null when there is neither. */
function planCacheFile({ root, repo, stateDir }: Workspace, env: System['env']): string | null {
  const name = `${encodeURIComponent(repo ? relative(repo.top, root) : root).slice(-100) || 'top'}.cache`;
  if (repo) return join(stateDir, 'plan-cache', name);
  const cache = env.XDG_CACHE_HOME || (env.HOME && join(env.HOME, '.cache'));
  return cache ? join(cache, 'plantrail', name) : null;
}

/** @param lazy see `openPlanCache` */
export function openWorkspaceCache(
  workspace: Workspace,
  env: System['env'],
  lazy: boolean,
): PlanCache | undefined {
  const file = planCacheFile(workspace, env);
  return file === null ? undefined : openPlanCache({ root: workspace.root, file, lazy });
}
