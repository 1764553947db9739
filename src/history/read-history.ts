/** Reads from git the part of a history that is not in the cache, and adds it to the cache. */
import { missingBlobs } from '../git/cat-file.ts';
import { GitError } from '../git/git.ts';
import { type CommitWithFiles, logWithFiles } from '../git/log.ts';
import type { Repository } from '../git/repository.ts';
import { hasCommitsWithoutFiles } from '../git/revisions.ts';
import type { System } from '../io.ts';
import { trailerValues } from '../plan/rules/history/commit-kind.ts';
import { createProgress } from '../progress-line.ts';
import {
  type CacheEntry,
  type CacheKey,
  cachedDiffs,
  type HistoryCache,
  toCacheEntry,
  writeCache,
} from './cache.ts';
import { defaultMerge, type MergeItem } from './merge-commits.ts';
import { followMoves, type PlanRoot, planPaths } from './plan-roots.ts';
import { acknowledges, isAcknowledgement, toSteps } from './steps.ts';

interface ReadOptions {
  repo: Repository;
  io: System;
  tip: string;
  key: CacheKey;
  cache: HistoryCache;
  /** Whether to write the cache. */
  writes: boolean;
  merging: MergeItem | undefined;
}

/** @returns the commits from the tip on, newest first, and how many file versions the clone lacks @throws PlanError `git` */
export async function readFromGit(
  options: ReadOptions,
): Promise<{ entries: readonly CacheEntry[]; missing: number }> {
  const { repo, io, tip, key, cache, writes, merging = defaultMerge } = options;
  const continued = await readSinceCached(options);
  const { commits, roots } = continued ?? (await readAll(options));
  const isUsable = continued !== null || hasSameRoots(cache, roots);
  const usable: HistoryCache = isUsable ? cache : { ...cache, entries: new Map() };
  const unread = commits.filter(({ commit }) => !usable.entries.has(commit));
  const missing = await missingBlobs(repo, tip, planPaths(roots), io.env);
  const progress = createProgress(io, 'reading history', 'commits');
  try {
    const steps = await toSteps(unread, {
      ...{ repo, env: io.env, roots, missing, merging, ends: key.ends },
      cachedDiff: cachedDiffs(usable),
      onProgress: progress.update,
    });
    const read = new Map(unread.map(({ commit }, index) => [commit, toCacheEntry(commit, steps[index]!)]));
    const newer = commits.map(({ commit }) => usable.entries.get(commit) ?? read.get(commit)!);
    const entries = continued ? [...newer, ...continued.entries] : newer;
    // A partial clone may have the missing files tomorrow.
    if (writes && missing.size === 0)
      writeCache(key, cache, { tip, entries, roots, replaces: continued?.from });
    return { entries, missing: missing.size };
  } finally {
    progress.end();
  }
}

const hasSameRoots = ({ roots }: HistoryCache, now: readonly PlanRoot[]) =>
  [...roots.values()].every((cached) => cached.join('\n') === now.join('\n'));

interface Commits {
  /** Newest first. */
  commits: CommitWithFiles[];
  roots: readonly PlanRoot[];
}

/** A cached history that the tip continues. */
interface Continued extends Commits {
  from: string;
  entries: readonly CacheEntry[];
}

/** The commits since the newest cached tip, when they are a straight line from it; else null. */
async function readSinceCached({ repo, io, tip, cache }: ReadOptions): Promise<Continued | null> {
  const [[from, entries] = []] = cache.histories;
  if (from === undefined || entries === undefined) return null;
  const roots = cache.roots.get(from)!;
  let line: CommitWithFiles[];
  try {
    const range = { tip, since: from, everyCommit: true, paths: planPaths(roots) };
    line = await logWithFiles(repo, range, io.env);
  } catch (error) {
    // Git may have deleted the commit.
    if (error instanceof GitError) return null;
    throw error;
  }
  const isStraight = line.every(
    ({ parents }, at) => parents.length === 1 && parents[0] === (line[at + 1]?.commit ?? from),
  );
  if (line.length === 0 || !isStraight) return null;
  return { commits: relevantCommits(line, entries), roots, from, entries };
}

async function readAll({ repo, io, tip, key }: ReadOptions): Promise<Commits> {
  const everyCommit = await hasCommitsWithoutFiles(repo, tip, io.env);
  const { commits, roots } = await followMoves(repo, { tip, everyCommit }, key.root, io.env);
  return { commits: relevantCommits(commits), roots };
}

/** After a rebase, an acknowledgement names only findings that are there. */
const namesFindings = (commit: CommitWithFiles) => trailerValues(commit, 'Plan-Finding').length > 0;

/**
 * The commits that changed files of the plan, or acknowledge a relevant commit.
 * @param commits newest first
 * @param older relevant commits before these
 */
function relevantCommits(
  commits: readonly CommitWithFiles[],
  older: readonly { commit: string }[] = [],
): CommitWithFiles[] {
  const changes = commits.filter(({ files }) => files.length > 0);
  const relevant = new Set([...older, ...changes].map(({ commit }) => commit));
  for (const commit of commits.toReversed())
    if (
      isAcknowledgement(commit) &&
      (namesFindings(commit) || acknowledges(commit).some((hash) => relevant.has(hash)))
    )
      relevant.add(commit.commit);
  return commits.filter(({ commit }) => relevant.has(commit));
}
