/** Commits as steps of the plan: what each did to which item, read from the blobs that it changed. */

import { resolveBlobs } from '../git/cat-file.ts';
import type { CommitWithFiles } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { mergeBases } from '../git/revisions.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { blobItems } from './blob-items.ts';
import { type FileStates, type ItemStepWithBlobs, itemSteps } from './item-pairs.ts';
import { type MergeItem, mergedStates } from './merge-commits.ts';
import { loadRoots, type PlanRoot, possibleItemFiles } from './plan-roots.ts';
import { type TouchedFiles, type TouchedItem, touchedFiles } from './touched-files.ts';

/** A step whose items tell which blobs they are the difference of. */
export interface StepWithBlobs extends HistoryStep {
  items: readonly ItemStepWithBlobs[];
}

export interface StepReader {
  repo: Repository;
  env: Env;
  roots: readonly PlanRoot[];
  merging: MergeItem;
  /** The commits at which a shallow clone ends: what they did can't be told from it. */
  ends: ReadonlySet<string>;
  /** Blobs that can't be read. */
  missing: ReadonlySet<string>;
  /** What is remembered of the difference between two blobs. */
  recall(before: string | null, after: string | null): Omit<ItemStepWithBlobs, 'path'> | undefined;
  /** Is told after each commit how many are done. */
  progress(done: number, of: number): void;
}

/**
 * The commits as steps, in their order; null for a commit that did nothing to the plan, such as a merge that decided
 * nothing.
 * @param walked newest first
 */
export async function toSteps(
  walked: readonly CommitWithFiles[],
  reading: StepReader,
): Promise<(StepWithBlobs | null)[]> {
  const { repo, env, roots, ends, missing, progress } = reading;
  const at = await loadRoots(repo, walked, roots, env);
  // From the oldest on, since a file's state after one commit is the state before the next.
  const tasks = [...walked].reverse().map((commit) => ({
    commit,
    touches: ends.has(commit.commit) ? skipped : touchedFiles(commit, roots, at),
  }));
  const sides = await sidesOf(tasks, reading);
  const jobs = tasks.map(({ commit, touches }) => ({
    commit,
    touches,
    known: sides.has(touches) ? null : remembered(touches, reading),
    blobs: (sides.get(touches) ?? touches.items.map(plainSides)).flatMap((each) =>
      each === null ? [] : [...each.before, ...each.bases, each.after],
    ),
  }));
  const announced = jobs.flatMap(({ known, blobs }) => (known ? [] : blobs));
  const states = blobItems(repo, announced, missing, env);
  const steps: (StepWithBlobs | null)[] = [];
  try {
    for (const { commit, touches, known } of jobs) {
      const items = known ?? (await itemsOf(touches, sides.get(touches)));
      steps.push(stepOf(commit, items, touches));
      progress(steps.length, jobs.length);
    }
  } finally {
    await states.end();
  }
  return steps.reverse();

  async function itemsOf(
    touches: TouchedFiles,
    merged: (Sides | null)[] | undefined,
  ): Promise<ItemStepWithBlobs[]> {
    const pairs: FileStates[] = [];
    for (const [index, { path, name }] of touches.items.entries()) {
      const sides = merged ? merged[index] : plainSides(touches.items[index]!);
      if (!sides) continue;
      const { before, bases, after } = sides;
      const was: ItemState[] = [];
      for (const blob of before) was.push(await states.of(blob));
      const base: ItemState[] = [];
      for (const blob of bases) base.push(await states.of(blob));
      const is = await states.of(after);
      pairs.push({
        ...{ path, name, after: is },
        before: merged ? mergedStates(was, base, reading.merging) : was[0]!,
        blobs: merged ? null : [before[0]!, after],
      });
    }
    const items = itemSteps(pairs);
    return merged ? items.filter(({ change }) => says(change)) : items;
  }
}

const says = ({ what, fields, reported, retracted, amended, unamended }: ItemStepWithBlobs['change']) =>
  what !== 'changed' || [fields, reported, retracted, amended, unamended].some(({ length }) => length > 0);

const skipped: TouchedFiles = { items: [], files: [] };

function stepOf(
  { files: _, ...commit }: CommitWithFiles,
  items: readonly ItemStepWithBlobs[],
  touches: TouchedFiles,
): StepWithBlobs | null {
  const { files } = touches;
  const isSomething =
    items.length > 0 || files.length > 0 || isAcknowledgement(commit) || touches === skipped;
  return isSomething ? { ...commit, items, files } : null;
}

/** A commit that touches no file, and yet is about the plan. */
export const isAcknowledgement = ({ trailers }: Pick<CommitWithFiles, 'trailers'>): boolean =>
  trailers.some(([key]) => key === 'Plan-Acknowledges');

/** Nothing has to be read where each difference has been seen before, and no file can be another's new name. */
function remembered({ items }: TouchedFiles, { recall }: StepReader): ItemStepWithBlobs[] | null {
  const found = items.map(({ path, before, after }) => {
    const known = recall(before[0]!, after);
    if (!known) return undefined;
    // Another commit may have moved the file, where this one did not.
    const { from: _, ...difference } = known;
    return { ...difference, path };
  });
  const lonely = new Set(items.flatMap(({ before, after }) => (before[0] && after ? [] : [after === null])));
  return lonely.size < 2 && found.every((each) => each !== undefined) ? (found as ItemStepWithBlobs[]) : null;
}

/** The blobs of an item that a commit is compared with: those of its parents, and those its sides began with. */
interface Sides {
  before: readonly (string | null)[];
  /** For each parent but the first. */
  bases: readonly (string | null)[];
  after: string | null;
}

const isUndecided = ({ before: [ours, theirs, ...more], bases: [base], after }: Sides): boolean =>
  more.length === 0 && ((ours === base && theirs === after) || (theirs === base && ours === after));

const plainSides = ({ before, after }: TouchedItem): Sides => ({ before, bases: [], after });

/**
 * For merges alone, and for all of them at once: where their sides began, and what the item was there. Null for an item
 * that one side left as it was, and that is as the other has it: nothing was decided then.
 */
async function sidesOf(
  tasks: readonly { commit: CommitWithFiles; touches: TouchedFiles }[],
  { repo, env, roots }: StepReader,
): Promise<Map<TouchedFiles, (Sides | null)[]>> {
  const merges = tasks.filter(({ commit, touches }) => commit.parents.length > 1 && touches.items.length > 0);
  if (merges.length === 0) return new Map();
  const forks = merges.flatMap(({ commit: { parents } }) =>
    parents.slice(1).map((parent) => [parents[0]!, parent] as const),
  );
  const bases = await mergeBases(repo, forks, env);
  const questions: (readonly [revision: string | null, TouchedItem])[] = [];
  /** Takes up a question for all that is asked at once; the answer's place. */
  const ask = (revision: string | null, item: TouchedItem) => questions.push([revision, item]) - 1;
  let fork = 0;
  const asked = merges.map(({ commit: { parents }, touches }) => {
    const began = parents.slice(1).map(() => bases[fork++] ?? null);
    return touches.items.map((item) => ({
      item,
      parents: parents.map((parent, side) => (item.before[side] === null ? ask(parent, item) : null)),
      bases: began.map((base) => ask(base, item)),
    }));
  });
  const found = await blobsOf(questions, { repo, env, roots });
  return new Map(
    asked.map((items, index) => [
      merges[index]!.touches,
      items.map(({ item, parents, bases }) => {
        const sides = {
          before: parents.map((asked, side) => (asked === null ? item.before[side]! : found[asked]!)),
          bases: bases.map((asked) => found[asked]!),
          after: item.after,
        };
        return isUndecided(sides) ? null : sides;
      }),
    ]),
  );
}

/** What a revision has of an item; where it is not in the same place there, it is looked for in all that it may have been in. */
async function blobsOf(
  questions: readonly (readonly [revision: string | null, TouchedItem])[],
  { repo, env, roots }: Pick<StepReader, 'repo' | 'env' | 'roots'>,
): Promise<(string | null)[]> {
  const found = await resolveBlobs(
    repo,
    questions.map(([revision, { path }]) => (revision === null ? '' : `${revision}:${path}`)),
    env,
  );
  const others = questions.map(([revision, { name }], at) =>
    revision === null || found[at]
      ? []
      : possibleItemFiles(roots, canonicalId(name)).map((file) => `${revision}:${file}`),
  );
  const elsewhere = await resolveBlobs(repo, others.flat(), env);
  let from = 0;
  return others.map((names, at) => {
    const first = elsewhere.slice(from, from + names.length).find(Boolean) ?? null;
    from += names.length;
    return found[at] ?? first;
  });
}
