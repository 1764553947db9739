/** Looks into git for what is not remembered, and remembers it. */
import type { Io } from '../io.ts';
import { missingBlobs } from '../trail/blobs.ts';
import { GitFault } from '../trail/git.ts';
import { acknowledges, hasMerges } from '../trail/history.ts';
import type { Repository } from '../trail/repository.ts';
import { type Walked, walk } from '../trail/walk.ts';
import { differences, fromStep, type Key, type Memory, remember, type Told } from './memory.ts';
import { fieldByField, type Merging } from './merges.ts';
import { progressOn } from './progress.ts';
import { isAcknowledgement, readSteps } from './reading.ts';
import { pathsOf, type Root, walkMoves } from './roots.ts';

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
  const progress = progressOn(io);
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
  const isNews = aboutPlan(told.map(({ commit }) => commit).concat(line.map(({ commit }) => commit)));
  return { walked: line.filter(isNews), roots, from };
}

async function walkAll({ repo, io, tip, key }: Looking): Promise<Seen> {
  const everyCommit = (await acknowledges(repo, tip, io.env)) || (await hasMerges(repo, tip, io.env));
  const { walked, roots } = await walkMoves(repo, { tip, everyCommit }, key.root, io.env);
  const isNews = aboutPlan(walked.filter(({ files }) => files.length > 0).map(({ commit }) => commit));
  return { walked: everyCommit ? walked.filter(isNews) : walked, roots };
}

/** A commit that changes no file is about the plan if it acknowledges one that does. */
function aboutPlan(commits: readonly string[]): (commit: Walked) => boolean {
  const known = new Set(commits);
  return (commit) =>
    commit.files.length > 0 ||
    (isAcknowledgement(commit) && commit.trailers.some(([, value]) => known.has(value)));
}
