/** The plan's past: what each commit did to it, newest first, read from git's objects and remembered. */

import { requireRepository, unknownCommit } from '../git/messages.ts';
import { type Repository, repoPath, shallowCommits } from '../git/repository.ts';
import { headCommit, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { canonicalId } from '../plan/model/plan.ts';
import type { Workspace } from '../workspace.ts';
import { type CacheEntry, type CacheKey, emptyCache, readCache } from './cache.ts';
import type { MergeItem } from './merge-commits.ts';

export interface HistoryOptions {
  /** The commit to look back from, in git's words; HEAD where absent. */
  tip?: string | undefined;
  /** Only the steps that touch one of these items. */
  ids?: readonly string[] | undefined;
  /** So many steps at most. */
  limit?: number | undefined;
  /** False reads git alone, and remembers nothing. */
  cache?: boolean | undefined;
  /** The state that a merge comes to of itself. */
  merging?: MergeItem | undefined;
}

export interface History {
  /** Newest first, and none before those that build on it; none where nothing is committed yet. */
  steps: HistoryStep[];
  /** Where a shallow clone ends, the day of that commit: what it did, and all that was before, can't be seen here. */
  shallow: string | null;
  /** How many texts a partial clone left behind: their items' changes are `unreadable`. */
  missing: number;
}

/** @throws PlanError `refused` where there is no git; `not-found` for a tip that is no commit; `git` */
export async function loadHistory(
  workspace: Workspace,
  io: System,
  wanted: HistoryOptions = {},
): Promise<History> {
  const { root } = workspace;
  const repo = requireRepository(workspace, 'it has no history');
  const tip = await tipOf(repo, wanted.tip, io);
  if (tip === null) return { steps: [], shallow: null, missing: 0 };
  const key: CacheKey = { commonDir: repo.commonDir, root: repoPath(repo, root), ends: shallowCommits(repo) };
  const { cache = true, merging } = wanted;
  const memory = cache ? readCache(key) : emptyCache;
  const known = memory.histories.get(tip);
  if (known) return { ...filterHistory(known, wanted, key), missing: 0 };
  const { readUncached } = await import('./read-history.ts');
  const { entries, missing } = await readUncached({ repo, io, tip, key, memory, cache, merging });
  return { ...filterHistory(entries, wanted, key), missing };
}

/** What was asked for of all that is known. */
function filterHistory(
  all: readonly CacheEntry[],
  { ids, limit = Number.POSITIVE_INFINITY }: HistoryOptions,
  { ends }: CacheKey,
): Pick<History, 'steps' | 'shallow'> {
  const wanted = ids && new Set(ids.map(canonicalId));
  const end = ends.size === 0 ? undefined : all.find(({ commit }) => ends.has(commit));
  const steps: HistoryStep[] = [];
  for (const told of all) {
    if (steps.length >= limit) break;
    if (ends.has(told.commit) || (wanted && !told.touches(wanted))) continue;
    const step = told.step();
    if (step) steps.push(step);
  }
  return { steps, shallow: end?.step()?.date ?? null };
}

async function tipOf(repo: Repository, words: string | undefined, { env }: System): Promise<string | null> {
  if (words === undefined) return await headCommit(repo, env);
  const tip = await resolveCommit(repo, words, env);
  if (tip === null) throw unknownCommit(words, 'see `git log`');
  return tip;
}
