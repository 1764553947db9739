/** Looks into git for what is not remembered, and remembers it. */

import { missingBlobs } from '../git/cat-file.ts';
import { GitFault } from '../git/git.ts';
import { acknowledges, hasMerges } from '../git/log.ts';
import { type Walked, walk } from '../git/log-files.ts';
import type { Repository } from '../git/repository.ts';
import type { Io } from '../io.ts';
import { progressOn } from '../progress.ts';
import { differences, fromStep, type Key, type Memory, remember, type Told } from './cache.ts';
import { fieldByField, type Merging } from './merge-commits.ts';
import { pathsOf, type Root, walkMoves } from './plan-roots.ts';
import { isAcknowledgement, readSteps } from './steps.ts';

interface Looking {
  /** False remembers nothing. */
  cache: boolean;
  merging: Merging | undefined;
  repo: Repository;
  io: Io;
  tip: string;
  key: Key;
  memory: Memory;
}

export async function look(looking: Looking): Promise<{ told: readonly Told[]; missing: number }> {
  const { repo, io, tip, key, memory, cache, merging = fieldByField } = looking;
  const added = await walkOn(looking);
  const { walked, roots } = added ?? (await walkAll(looking));
  const isSame = added !== null || sameRoots(memory, roots);
  const known = isSame ? memory.told : new Map<string, Told>();
  const fresh = walked.filter(({ commit }) => !known.has(commit));
  const missing = await missingBlobs(repo, tip, pathsOf(roots), io.env);
  const progress = progressOn(io, 'reading history', 'commits');
  try {
    const steps = await readSteps(fresh, {
      ...{ repo, env: io.env, roots, missing, merging, ends: key.ends },
      recall: differences(isSame ? memory : { ...memory, told: known }),
      progress: progress.tell,
    });
    const read = new Map(fresh.map(({ commit }, index) => [commit, fromStep(commit, steps[index]!)]));
    const all = walked.map(({ commit }) => known.get(commit) ?? read.get(commit)!);
    const told = added ? [...all, ...memory.walks.get(added.from)!] : all;
    // What a clone lacks today it may have tomorrow.
    if (cache && missing.size === 0) remember(key, memory, { tip, walk: told, roots, instead: added?.from });
    return { told, missing: missing.size };
  } finally {
    progress.end();
  }
}

const sameRoots = ({ roots }: Memory, now: readonly Root[]) =>
  [...roots.values()].every((then) => then.join('\n') === now.join('\n'));

interface Seen {
  walked: Walked[];
  roots: readonly Root[];
}

/** Where the tip is one straight line ahead of a commit from which the past is remembered, only that line. */
async function walkOn({ repo, io, tip, memory }: Looking): Promise<(Seen & { from: string }) | null> {
  const [[from, told] = []] = memory.walks;
  if (from === undefined || told === undefined) return null;
  const roots = memory.roots.get(from)!;
  let line: Walked[];
  try {
    line = await walk(repo, { tip, since: from, everyCommit: true, paths: pathsOf(roots) }, io.env);
  } catch (error) {
    // It is no longer there, say.
    if (error instanceof GitFault) return null;
    throw error;
  }
  const isLine = line.every(
    ({ parents }, at) => parents.length === 1 && parents[0] === (line[at + 1]?.commit ?? from),
  );
  if (line.length === 0 || !isLine) return null;
  return { walked: aboutPlan(line, told), roots, from };
}

async function walkAll({ repo, io, tip, key }: Looking): Promise<Seen> {
  const everyCommit = (await acknowledges(repo, tip, io.env)) || (await hasMerges(repo, tip, io.env));
  const { walked, roots } = await walkMoves(repo, { tip, everyCommit }, key.root, io.env);
  return { walked: aboutPlan(walked), roots };
}

/**
 * The commits that changed the plan's files, or acknowledge one that is told of: another acknowledgement, say.
 * @param told those before them
 */
function aboutPlan(walked: readonly Walked[], told: readonly { commit: string }[] = []): Walked[] {
  const changes = walked.filter(({ files }) => files.length > 0);
  const known = new Set([...told, ...changes].map(({ commit }) => commit));
  // Newest first: each stands above what it builds on.
  for (const commit of [...walked].reverse())
    if (isAcknowledgement(commit) && commit.trailers.some(([, value]) => known.has(value)))
      known.add(commit.commit);
  return walked.filter(({ commit }) => known.has(commit));
}
