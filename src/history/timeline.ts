/** Counts the items of each status at the end of each day, from the history of the branch. */
import type { Item } from '../../schemas/item.ts';
import { missingBlobs } from '../git/cat-file.ts';
import type { CommitWithFiles } from '../git/log.ts';
import { repoPath } from '../git/repository.ts';
import { headCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import { completionPoint } from '../plan/chart/completion.ts';
import type { CompletionPoint } from '../plan/chart/types.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { createProgress } from '../progress-line.ts';
import type { Workspace } from '../workspace.ts';
import { blobItems } from './blob-items.ts';
import { followMoves, loadRoots, planPaths } from './plan-roots.ts';
import { type TouchedFiles, touchedFiles } from './touched-files.ts';

export interface StatusTimeline {
  /** Oldest first, one for each day on which a commit changed an item. */
  points: CompletionPoint[];
  /** How many versions of items can’t be read; each counts as the version before it. */
  unreadable: number;
}

interface TimelineOptions {
  /** The full hash to start from; HEAD when null. */
  tip: string | null;
  /** Only these items; all when null. */
  ids: ReadonlySet<string> | null;
  timeZone: string;
  /** Removes from an item what must not be shown. */
  redact(item: Item): Item;
}

/**
 * Commits that a merge brought count from the day of the merge, as with `--known`.
 * @returns null without a repository and before the first commit
 * @throws PlanError `git`
 */
export async function statusTimeline(
  { repo, root }: Workspace,
  io: System,
  options: TimelineOptions,
): Promise<StatusTimeline | null> {
  const { env } = io;
  const tip = repo && (options.tip ?? (await headCommit(repo, env)));
  if (!repo || tip === null) return null;
  const range = { tip, everyCommit: false, firstParent: true };
  const { commits, roots } = await followMoves(repo, range, repoPath(repo, root), env);
  const rootAt = await loadRoots(repo, commits, roots, env);
  const touched = commits
    .toReversed()
    .map((commit) => [commit, touchedFiles(commit, roots, rootAt)] as const);
  const days = groupByDay(touched, io, options);
  const missing = await missingBlobs(repo, tip, planPaths(roots), env);
  const states = blobItems(
    repo,
    days.flatMap(({ blobs }) => [...blobs.values()]),
    missing,
    env,
  );
  const progress = createProgress(io, 'reading history', 'days');
  const items = new Map<string, Item>();
  const points: CompletionPoint[] = [];
  let unreadable = 0;
  try {
    for (const { day, blobs } of days) {
      for (const [id, blob] of blobs) {
        const state = await states.get(blob);
        if (state === null) items.delete(id);
        else if (state === 'unreadable') unreadable++;
        else items.set(id, options.redact(state));
      }
      points.push(completionPoint(day, items.values()));
      progress.update(points.length, days.length);
    }
    return { points, unreadable };
  } finally {
    progress.end();
    await states.close();
  }
}

/** What changed on a day. */
interface Day {
  day: string;
  /** For each item that changed, by id, its blob at the end of the day; null when it was removed. */
  blobs: Map<string, string | null>;
}

/** @param commits oldest first */
function groupByDay(
  commits: readonly (readonly [CommitWithFiles, TouchedFiles])[],
  io: Pick<System, 'dayIn'>,
  { ids, timeZone }: TimelineOptions,
): Day[] {
  const days: Day[] = [];
  for (const [{ committed }, { items }] of commits) {
    if (items.length === 0) continue;
    const day = io.dayIn(timeZone, committed);
    const last = days.at(-1);
    // Days do not go back where the clock of a commit did.
    const current = last && last.day >= day ? last : { day, blobs: new Map<string, string | null>() };
    if (current !== last) days.push(current);
    // Removals first: an item whose file was renamed is still there.
    for (const { name, after } of items.toSorted(
      (a, b) => Number(b.after === null) - Number(a.after === null),
    )) {
      const id = canonicalId(name);
      if (!ids || ids.has(id)) current.blobs.set(id, after);
    }
  }
  return days;
}
