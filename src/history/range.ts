/** Commits between two moments, each a day or a commit. */

import { unknownRevision } from '../git/messages.ts';
import type { Env, Repository } from '../git/repository.ts';
import { headCommit, reachableCommits, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { isDate } from '../plan/model/calendar-date.ts';

export interface HistoryRange {
  /** From this day on; or what this commit does not build on. */
  since?: string | undefined;
  /** Up to this day's end; or this commit and what it builds on. */
  until?: string | undefined;
}

/**
 * Tells whether a step lies between. Days are those of the commit, in the plan's own time zone.
 * @throws PlanError `not-found` for what is neither a day nor a commit
 */
export async function inRange(
  repo: Repository,
  { since, until }: HistoryRange,
  timeZone: string,
  { env, dayIn }: Pick<System, 'env' | 'dayIn'>,
): Promise<(step: Pick<HistoryStep, 'commit' | 'committed'>) => boolean> {
  const [from, to] = [since, until].map((end) => (end !== undefined && isDate(end) ? end : null));
  const first =
    from === null ? Number.NEGATIVE_INFINITY : instant((at) => dayIn(timeZone, at) >= from!, from!);
  const behind = to === null ? Number.POSITIVE_INFINITY : instant((at) => dayIn(timeZone, at) > to!, to!);
  const [not, tip] = await Promise.all(
    [since, until].map((end) => (end === undefined || isDate(end) ? undefined : commitAt(repo, end, env))),
  );
  const head = tip ?? (not && (await headCommit(repo, env)));
  const reached = head ? await reachableCommits(repo, { tip: head, since: not }, env) : null;
  return ({ commit, committed }) =>
    committed >= first && committed < behind && (!reached || reached.has(commit));
}

/** The first second at which it holds, near a day, in seconds since 1970. Zones lie up to 14 hours off. */
function instant(holds: (at: number) => boolean, day: string): number {
  const noon = Date.parse(`${day}T12:00Z`) / 1000;
  let [low, high] = [noon - 3 * 86_400, noon + 3 * 86_400];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

async function commitAt(repo: Repository, text: string, env: Env): Promise<string> {
  const commit = await resolveCommit(repo, text, env);
  if (commit !== null) return commit;
  throw unknownRevision(text);
}
