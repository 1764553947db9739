/** Turns commits into steps of the plan: what each did to which item, read from the blobs that it changed. */
import { resolveBlobs } from '../git/cat-file.ts';
import type { CommitWithFiles } from '../git/log.ts';
import type { Env, Repository } from '../git/repository.ts';
import { mergeBases } from '../git/revisions.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { trailerValues } from '../plan/rules/history/commit-kind.ts';
import { blobItems } from './blob-items.ts';
import { type BlobDiff, type FileStates, type ItemStepWithBlobs, itemSteps } from './item-pairs.ts';
import { isRenumbered, type MergeItem, type MergeStates, mergedStates } from './merge-commits.ts';
import { loadRoots, type PlanRoot, possibleItemFiles, withOldFiles } from './plan-roots.ts';
import { type TouchedFiles, type TouchedItem, touchedFiles } from './touched-files.ts';

/** A step whose items have the blobs that they are the difference of. */
export interface StepWithBlobs extends HistoryStep {
  items: readonly ItemStepWithBlobs[];
}

export interface StepOptions {
  repo: Repository;
  env: Env;
  roots: readonly PlanRoot[];
  merging: MergeItem;
  /** The commits at which a shallow clone ends: what they did is unknown. */
  ends: ReadonlySet<string>;
  /** The blobs that a partial clone lacks. */
  missing: ReadonlySet<string>;
  cachedDiff: BlobDiff;
  /** Called after each commit. */
  onProgress(done: number, total: number): void;
}

/**
 * The steps of the commits, in their order; null for a commit that did nothing to the plan, such as a merge without
 * conflicts.
 * @param commits newest first
 * @throws PlanError `git`
 */
export async function toSteps(
  commits: readonly CommitWithFiles[],
  options: StepOptions,
): Promise<(StepWithBlobs | null)[]> {
  const { repo, env, roots, ends, missing, onProgress } = options;
  const rootAt = await loadRoots(repo, commits, roots, env);
  // Oldest first, since the state of a file after one commit is its state before the next.
  const complete = await withOldFiles(repo, commits, rootAt, env);
  const touched = complete.toReversed().map((commit) => ({
    commit,
    touches: ends.has(commit.commit) ? unknown : touchedFiles(commit, roots, rootAt),
  }));
  const mergeSides = await loadMergeSides(touched, options);
  const tasks = touched.map(({ commit, touches }) => ({
    commit,
    touches,
    cached: mergeSides.has(touches) ? null : cachedItems(touches, options),
    blobs: (mergeSides.get(touches) ?? touches.items.map(sidesOf)).flatMap((sides) =>
      sides === null ? [] : [...sides.before, ...sides.bases, sides.after],
    ),
  }));
  const states = blobItems(
    repo,
    tasks.flatMap(({ cached, blobs }) => (cached ? [] : blobs)),
    missing,
    env,
  );
  const steps: (StepWithBlobs | null)[] = [];
  try {
    for (const { commit, touches, cached } of tasks) {
      const items = cached ?? (await readItems(touches, mergeSides.get(touches)));
      steps.push(toStep(commit, items, touches));
      onProgress(steps.length, tasks.length);
    }
  } finally {
    await states.close();
  }
  return steps.reverse();

  /** @param merged the sides of each item in a merge; undefined for another commit */
  async function readItems(
    touches: TouchedFiles,
    merged: (Sides | null)[] | undefined,
  ): Promise<ItemStepWithBlobs[]> {
    const files: FileStates[] = [];
    const mergeStates: MergeStates[] = [];
    for (const [index, item] of touches.items.entries()) {
      const sides = merged ? merged[index] : sidesOf(item);
      if (!sides) continue;
      const before: ItemState[] = [];
      for (const blob of sides.before) before.push(await states.get(blob));
      const bases: ItemState[] = [];
      for (const blob of sides.bases) bases.push(await states.get(blob));
      const after = await states.get(sides.after);
      if (merged) mergeStates.push({ before, bases, after });
      files.push({
        ...{ path: item.path, name: item.name },
        before: merged ? mergedStates(before, bases, after, options.merging) : before[0]!,
        after,
        blobs: merged ? null : [sides.before[0]!, sides.after],
      });
    }
    const added = files.flatMap(({ before, after }) =>
      before === null && after !== null && after !== 'unreadable' ? [after] : [],
    );
    for (const [index, each] of mergeStates.entries())
      if (isRenumbered(each, added)) files[index]!.before = each.after;
    const items = itemSteps(files);
    return merged ? items.filter(({ change }) => isChange(change)) : items;
  }
}

const isChange = ({
  what,
  fields,
  reported,
  retracted,
  amended,
  unamended,
}: ItemStepWithBlobs['change']): boolean =>
  what !== 'changed' || [fields, reported, retracted, amended, unamended].some(({ length }) => length > 0);

/** What a commit at the end of a shallow clone touched. */
const unknown: TouchedFiles = { items: [], files: [], evidence: [] };

function toStep(
  { files: _, ...commit }: CommitWithFiles,
  items: readonly ItemStepWithBlobs[],
  touches: TouchedFiles,
): StepWithBlobs | null {
  const { files, evidence } = touches;
  const isStep = items.length > 0 || files.length > 0 || isAcknowledgement(commit) || touches === unknown;
  return isStep ? { ...commit, items, files, ...(evidence.length > 0 && { evidence }) } : null;
}

/** Whether the commit acknowledges another: it need not change a file. */
export const isAcknowledgement = (commit: Pick<CommitWithFiles, 'body' | 'trailers'>): boolean =>
  acknowledges(commit).length > 0;

/** What a commit acknowledges: hashes of commits, and fingerprints of findings. */
export const acknowledges = (commit: Pick<CommitWithFiles, 'body' | 'trailers'>): string[] =>
  ['Plan-Acknowledges', 'Plan-Finding'].flatMap((key) => trailerValues(commit, key));

/** The steps of a commit’s items when all are in the cache and no file may have been renamed; else null. */
function cachedItems({ items }: TouchedFiles, { cachedDiff }: StepOptions): ItemStepWithBlobs[] | null {
  const added = items.some(({ before }) => !before[0]);
  const removed = items.some(({ after }) => !after);
  if (added && removed) return null;
  const steps: ItemStepWithBlobs[] = [];
  for (const { path, before, after } of items) {
    const cached = cachedDiff(before[0]!, after);
    if (!cached) return null;
    // The commit that is cached may have moved the file; this one did not.
    const { from: _, ...step } = cached;
    steps.push({ ...step, path });
  }
  return steps;
}

/** The blobs of an item that a commit is compared with. */
interface Sides {
  /** In each parent. */
  before: readonly (string | null)[];
  /** In the merge base of the first parent and each other parent. */
  bases: readonly (string | null)[];
  after: string | null;
}

const sidesOf = ({ before, after }: TouchedItem): Sides => ({ before, bases: [], after });

/** Whether one side did not change the item and the merge took the other: then the merge decided nothing. */
const isTrivial = ({ before: [ours, theirs, ...more], bases: [base], after }: Sides): boolean =>
  more.length === 0 && ((ours === base && theirs === after) || (theirs === base && ours === after));

/**
 * The sides of each item that a merge changed, in the order of its items; null for an item that was merged trivially.
 * Reads all merges at once. Other commits are not in the map.
 */
async function loadMergeSides(
  commits: readonly { commit: CommitWithFiles; touches: TouchedFiles }[],
  { repo, env, roots }: StepOptions,
): Promise<Map<TouchedFiles, (Sides | null)[]>> {
  const merges = commits.filter(
    ({ commit, touches }) => commit.parents.length > 1 && touches.items.length > 0,
  );
  if (merges.length === 0) return new Map();
  const pairs = merges.flatMap(({ commit: { parents } }) =>
    parents.slice(1).map((parent) => [parents[0]!, parent] as const),
  );
  const bases = (await mergeBases(repo, pairs, env)).values();
  const requests: BlobRequest[] = [];
  /** Adds a request; returns its number. */
  const request = (revision: string | null, item: TouchedItem) => requests.push({ revision, item }) - 1;
  const requested = merges.map(({ commit: { parents }, touches }) => {
    const ownBases = parents.slice(1).map(() => bases.next().value ?? null);
    return touches.items.map((item) => ({
      item,
      before: parents.map((parent, side) => (item.before[side] === null ? request(parent, item) : null)),
      bases: ownBases.map((base) => request(base, item)),
    }));
  });
  const blobs = await loadBlobs(requests, { repo, env, roots });
  return new Map(
    requested.map((items, index) => [
      merges[index]!.touches,
      items.map(({ item, before, bases }) => {
        const sides: Sides = {
          before: before.map((number, side) => (number === null ? item.before[side]! : blobs[number]!)),
          bases: bases.map((number) => blobs[number]!),
          after: item.after,
        };
        return isTrivial(sides) ? null : sides;
      }),
    ]),
  );
}

interface BlobRequest {
  /** Null when there is no such commit. */
  revision: string | null;
  item: TouchedItem;
}

/** The blob of an item in a revision, at its path or at any other that the item may have had; null when there is none. */
async function loadBlobs(
  requests: readonly BlobRequest[],
  { repo, env, roots }: Pick<StepOptions, 'repo' | 'env' | 'roots'>,
): Promise<(string | null)[]> {
  const atPath = await resolveBlobs(
    repo,
    requests.map(({ revision, item }) => (revision === null ? '' : `${revision}:${item.path}`)),
    env,
  );
  const otherNames = requests.map(({ revision, item }, at) =>
    revision === null || atPath[at]
      ? []
      : possibleItemFiles(roots, canonicalId(item.name)).map((file) => `${revision}:${file}`),
  );
  const elsewhere = await resolveBlobs(repo, otherNames.flat(), env);
  let start = 0;
  return otherNames.map((names, at) => {
    const found = elsewhere.slice(start, start + names.length).find(Boolean) ?? null;
    start += names.length;
    return atPath[at] ?? found;
  });
}
