/** Loads the history of a plan: what each commit did to it, newest first. */
import { requireRepository, unknownCommit } from '../git/error-messages.ts';
import { type Repository, repoPath, shallowCommits, timeZoneOf } from '../git/repository.ts';
import { headCommit, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { canonicalId } from '../plan/model/plan.ts';
import type { Workspace } from '../workspace.ts';
import { type CacheEntry, type CacheKey, emptyCache, readCache } from './cache.ts';
import type { MergeItem } from './merge-commits.ts';

export interface HistoryOptions {
  /** The commit to start from, as for git; HEAD when absent. */
  tip?: string | undefined;
  /** Only the steps that changed one of these items. */
  ids?: readonly string[] | undefined;
  /** The greatest number of steps. */
  limit?: number | undefined;
  /** False neither reads nor writes the cache. */
  cache?: boolean | undefined;
  /** How the states of an item are merged; as `plan merge-driver` does when absent. */
  merging?: MergeItem | undefined;
}

export interface History {
  /** Newest first, children before parents; empty before the first commit. */
  steps: HistoryStep[];
  /** In a shallow clone, the day of the commit at which it ends: that commit and all before it are unknown. */
  shallow: string | null;
  /** How many file versions a partial clone lacks: the changes of their items are `unreadable`. */
  missing: number;
}

/** @throws PlanError `refused` without a repository; `not-found` for an unknown tip; `git` */
export async function loadHistory(
  workspace: Workspace,
  io: System,
  options: HistoryOptions = {},
): Promise<History> {
  const repo = requireRepository(workspace, 'it has no history');
  const tip = await resolveTip(repo, options.tip, io);
  if (tip === null) return { steps: [], shallow: null, missing: 0 };
  const root = repoPath(repo, workspace.root);
  const key: CacheKey = {
    ...{ commonDir: repo.commonDir, root, ends: shallowCommits(repo) },
    timeZone: await timeZoneOf(repo),
  };
  const cache = options.cache === false ? null : readCache(key);
  const cached = cache?.histories.get(tip);
  if (cached) return { ...filterHistory(cached, options, key), missing: 0 };
  const { readFromGit } = await import('./read-history.ts');
  const { entries, missing } = await readFromGit({
    ...{ repo, io, tip, key, cache: cache ?? emptyCache },
    ...{ writes: cache !== null, merging: options.merging },
  });
  return { ...filterHistory(entries, options, key), missing };
}

function filterHistory(
  entries: readonly CacheEntry[],
  { ids, limit = Number.POSITIVE_INFINITY }: HistoryOptions,
  { ends }: CacheKey,
): Pick<History, 'steps' | 'shallow'> {
  const wanted = ids && new Set(ids.map(canonicalId));
  const end = ends.size === 0 ? undefined : entries.find(({ commit }) => ends.has(commit));
  const steps: HistoryStep[] = [];
  for (const entry of entries) {
    if (steps.length >= limit) break;
    if (ends.has(entry.commit) || (wanted && !entry.touches(wanted))) continue;
    const step = entry.step();
    if (step) steps.push(step);
  }
  return { steps, shallow: end?.step()?.date ?? null };
}

async function resolveTip(
  repo: Repository,
  text: string | undefined,
  { env }: System,
): Promise<string | null> {
  if (text === undefined) return await headCommit(repo, env);
  const tip = await resolveCommit(repo, text, env);
  if (tip === null) throw unknownCommit(text, 'see `git log`');
  return tip;
}
