/** Finds the merges that commits revert against one parent, as `git revert -m` and the buttons of code hosts do. */
import { basename, dirname } from 'node:path';
import { readBlobs } from '../git/cat-file.ts';
import { diffPairs, type FileBlobs, gitLog } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { mergesBefore } from '../git/revisions.ts';
import type { Commit, HistoryStep, ItemHistoryStep } from '../plan/diff/history-step.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { inverts, removesRecords, revertedCommit } from '../plan/rules/history/reverts.ts';
import { parseItem } from '../storage/yaml/read-value.ts';
import { itemSteps } from './item-pairs.ts';

/** How many merges before a commit are compared with it. */
const maxMerges = 50;

/**
 * The steps; one that exactly reverts a merge names it in `reverts`.
 * @param steps oldest first
 * @throws PlanError `git`
 */
export async function markRevertedMerges(
  repo: Repository,
  steps: readonly HistoryStep[],
  env: Env,
): Promise<HistoryStep[]> {
  const paths = [...new Set(steps.flatMap(({ items }) => items.map(({ path }) => dirname(path))))];
  const sidesOf = new Map<string, Promise<MergeSides>>();
  const marked: HistoryStep[] = [];
  const earlier: HistoryStep[] = [];
  for (const step of steps) {
    const isRevert = revertedCommit(step, earlier) !== null;
    const isOpen = !isRevert && removesRecords(step) && step.parents.length === 1;
    const reverts = isOpen ? await findMerge(step) : null;
    marked.push(reverts ? { ...step, reverts } : step);
    if (!isRevert && !reverts) earlier.push(step);
  }
  return marked;

  async function findMerge(step: HistoryStep): Promise<Commit | null> {
    for (const merge of await mergesBefore(repo, { commit: step.commit, paths, limit: maxMerges }, env)) {
      const sides = sidesOf.get(merge) ?? readSides(repo, merge, paths, env);
      sidesOf.set(merge, sides);
      const { commit, changes } = await sides;
      if (changes.some((items) => inverts(step.items, items))) return commit;
    }
    return null;
  }
}

/** A merge, and what it changed compared with each parent. */
interface MergeSides {
  commit: Commit;
  changes: ItemHistoryStep[][];
}

async function readSides(
  repo: Repository,
  merge: string,
  paths: readonly string[],
  env: Env,
): Promise<MergeSides> {
  const [commit] = await gitLog(repo, ['--max-count=1', merge], env);
  const pairs = commit!.parents.map((parent) => [parent, merge] as const);
  const differences = await diffPairs(repo, pairs, paths, env);
  const blobs = differences.flat().flatMap(({ before, after }) => [before[0] ?? null, after]);
  const states = new Map<string, ItemState>();
  const wanted = new Set(blobs.filter((blob) => blob !== null));
  for (const [blob, text] of await readBlobs(repo, wanted, env, maxFileBytes))
    states.set(blob, (await parseItem(text)) ?? 'unreadable');
  const stateOf = (blob: string | null): ItemState =>
    blob === null ? null : (states.get(blob) ?? 'unreadable');
  const toItems = (files: readonly FileBlobs[]) =>
    itemSteps(
      files.map(({ path, before: [before = null], after }) => ({
        ...{ path, name: basename(path, '.yaml') },
        ...{ before: stateOf(before), after: stateOf(after), blobs: [before, after] as const },
      })),
    );
  return { commit: commit!, changes: differences.map(toItems) };
}
