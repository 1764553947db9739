/** Looks into git for what is not remembered, and remembers it. */

import { missingBlobs } from '../git/cat-file.ts';
import { GitError } from '../git/git.ts';
import { type CommitWithFiles, logWithFiles } from '../git/log.ts';
import type { Repository } from '../git/repository.ts';
import { hasCommitsWithoutFiles } from '../git/revisions.ts';
import type { System } from '../io.ts';
import { createProgress } from '../progress.ts';
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
import { isAcknowledgement, toSteps } from './steps.ts';

interface ReadOptions {
  /** False remembers nothing. */
  cache: boolean;
  merging: MergeItem | undefined;
  repo: Repository;
  io: System;
  tip: string;
  key: CacheKey;
  memory: HistoryCache;
}

export async function readUncached(
  looking: ReadOptions,
): Promise<{ entries: readonly CacheEntry[]; missing: number }> {
  const { repo, io, tip, key, memory, cache, merging = defaultMerge } = looking;
  const added = await readSince(looking);
  const { walked, roots } = added ?? (await readAll(looking));
  const isSame = added !== null || sameRoots(memory, roots);
  const known = isSame ? memory.entries : new Map<string, CacheEntry>();
  const fresh = walked.filter(({ commit }) => !known.has(commit));
  const missing = await missingBlobs(repo, tip, planPaths(roots), io.env);
  const progress = createProgress(io, 'reading history', 'commits');
  try {
    const steps = await toSteps(fresh, {
      ...{ repo, env: io.env, roots, missing, merging, ends: key.ends },
      recall: cachedDiffs(isSame ? memory : { ...memory, entries: known }),
      progress: progress.tell,
    });
    const read = new Map(fresh.map(({ commit }, index) => [commit, toCacheEntry(commit, steps[index]!)]));
    const all = walked.map(({ commit }) => known.get(commit) ?? read.get(commit)!);
    const entries = added ? [...all, ...memory.histories.get(added.from)!] : all;
    // What a clone lacks today it may have tomorrow.
    if (cache && missing.size === 0)
      writeCache(key, memory, { tip, walk: entries, roots, replaces: added?.from });
    return { entries, missing: missing.size };
  } finally {
    progress.end();
  }
}

const sameRoots = ({ roots }: HistoryCache, now: readonly PlanRoot[]) =>
  [...roots.values()].every((then) => then.join('\n') === now.join('\n'));

interface Seen {
  walked: CommitWithFiles[];
  roots: readonly PlanRoot[];
}

/** Where the tip is one straight line ahead of a commit from which the past is remembered, only that line. */
async function readSince({ repo, io, tip, memory }: ReadOptions): Promise<(Seen & { from: string }) | null> {
  const [[from, told] = []] = memory.histories;
  if (from === undefined || told === undefined) return null;
  const roots = memory.roots.get(from)!;
  let line: CommitWithFiles[];
  try {
    line = await logWithFiles(repo, { tip, since: from, everyCommit: true, paths: planPaths(roots) }, io.env);
  } catch (error) {
    // It is no longer there, say.
    if (error instanceof GitError) return null;
    throw error;
  }
  const isLine = line.every(
    ({ parents }, at) => parents.length === 1 && parents[0] === (line[at + 1]?.commit ?? from),
  );
  if (line.length === 0 || !isLine) return null;
  return { walked: relevantCommits(line, told), roots, from };
}

async function readAll({ repo, io, tip, key }: ReadOptions): Promise<Seen> {
  const everyCommit = await hasCommitsWithoutFiles(repo, tip, io.env);
  const { walked, roots } = await followMoves(repo, { tip, everyCommit }, key.root, io.env);
  return { walked: relevantCommits(walked), roots };
}

/**
 * The commits that changed the plan's files, or acknowledge one that is told of: another acknowledgement, say.
 * @param told those before them
 */
function relevantCommits(
  walked: readonly CommitWithFiles[],
  told: readonly { commit: string }[] = [],
): CommitWithFiles[] {
  const changes = walked.filter(({ files }) => files.length > 0);
  const known = new Set([...told, ...changes].map(({ commit }) => commit));
  // Newest first: each stands above what it builds on.
  for (const commit of [...walked].reverse())
    if (isAcknowledgement(commit) && commit.trailers.some(([, value]) => known.has(value)))
      known.add(commit.commit);
  return walked.filter(({ commit }) => known.has(commit));
}
