/** How many items stood where at each day's end, as the branch itself had them. */
import type { Item } from '../../schemas/item.ts';
import { missingBlobs } from '../git/cat-file.ts';
import type { CommitWithFiles } from '../git/log.ts';
import { repoPath } from '../git/repository.ts';
import { headCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import { completionPoint } from '../plan/chart/completion.ts';
import type { CompletionPoint } from '../plan/chart/types.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { createProgress } from '../progress.ts';
import type { Workspace } from '../workspace.ts';
import { blobItems } from './blob-items.ts';
import { followMoves, loadRoots, planPaths } from './plan-roots.ts';
import { type TouchedFiles, touchedFiles } from './touched-files.ts';

export interface StatusTimeline {
  /** Oldest first, one for each day on which a commit changed an item. */
  points: CompletionPoint[];
  /** How many versions of items can't be read: what was known of the item before goes on. */
  unreadable: number;
}

interface Wanted {
  /** The full hash to look back from; HEAD where null. */
  tip: string | null;
  /** Only these items; every one that there ever was where null. */
  ids: ReadonlySet<string> | null;
  /** Whose days they are. */
  timeZone: string;
  /** What may be known of an item; all where absent. */
  redact?: (item: Item) => Item;
}

/**
 * Commits that came by a merge count from the day of the merge, as with `--as-of`. Null where there is no repository, or
 * nothing is committed.
 * @throws PlanError `git`
 */
export async function statusTimeline(
  { repo, root }: Workspace,
  io: System,
  wanted: Wanted,
): Promise<StatusTimeline | null> {
  const { env } = io;
  const tip = repo && (wanted.tip ?? (await headCommit(repo, env)));
  if (!repo || tip === null) return null;
  const range = { tip, everyCommit: false, firstParent: true };
  const { walked, roots } = await followMoves(repo, range, repoPath(repo, root), env);
  const at = await loadRoots(repo, walked, roots, env);
  const days = byDay(
    walked.toReversed().map((commit) => [commit, touchedFiles(commit, roots, at)]),
    io,
    wanted,
  );
  const announced = days.flatMap(({ blobs }) => [...blobs.values()]);
  const missing = await missingBlobs(repo, tip, planPaths(roots), env);
  const states = blobItems(repo, announced, missing, env);
  const progress = createProgress(io, 'reading history', 'days');
  const items = new Map<string, Item>();
  const points: CompletionPoint[] = [];
  let unreadable = 0;
  try {
    for (const { day, blobs } of days) {
      for (const [id, blob] of blobs) {
        const state = await states.of(blob);
        if (state === null) items.delete(id);
        else if (state === 'unreadable') unreadable++;
        else items.set(id, wanted.redact?.(state) ?? state);
      }
      points.push(completionPoint(day, items.values()));
      progress.tell(points.length, days.length);
    }
    return { points, unreadable };
  } finally {
    progress.end();
    await states.end();
  }
}

/** What became of which item on each day: its blob at the day's end, null where it is gone. */
interface Day {
  day: string;
  blobs: Map<string, string | null>;
}

/** @param commits oldest first */
function byDay(
  commits: readonly (readonly [CommitWithFiles, TouchedFiles])[],
  io: Pick<System, 'dayIn'>,
  { ids, timeZone }: Wanted,
): Day[] {
  const days: Day[] = [];
  for (const [{ committed }, { items }] of commits) {
    if (items.length === 0) continue;
    const day = io.dayIn(timeZone, committed);
    const last = days.at(-1);
    // A clock that went back does not undo the days before.
    const same = last && last.day >= day ? last : { day, blobs: new Map<string, string | null>() };
    if (same !== last) days.push(same);
    // An item under a new name of its file is there: what was taken away comes first.
    for (const { name, after } of items.toSorted(
      (a, b) => Number(b.after === null) - Number(a.after === null),
    )) {
      const id = canonicalId(name);
      if (!ids || ids.has(id)) same.blobs.set(id, after);
    }
  }
  return days;
}
