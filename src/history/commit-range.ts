/** Selects the commits of a range whose ends are days or commits. */
import { unknownRevision } from '../git/error-messages.ts';
import type { Env, Repository } from '../git/repository.ts';
import { headCommit, reachableCommits, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { isDate } from '../plan/model/calendar-date.ts';

export interface HistoryRange {
  /** From this day on; or without this commit and its ancestors. */
  since?: string | undefined;
  /** Up to the end of this day; or this commit and its ancestors. */
  until?: string | undefined;
}

/**
 * A test whether a step is in the range. The day of a step is that of the commit in the plan's time zone.
 * @throws PlanError `not-found` for an end that is neither a day nor a commit
 */
export async function inRange(
  repo: Repository,
  { since, until }: HistoryRange,
  timeZone: string,
  { env, dayIn }: Pick<System, 'env' | 'dayIn'>,
): Promise<(step: Pick<HistoryStep, 'commit' | 'committed'>) => boolean> {
  const [firstDay, lastDay] = [since, until].map((end) => (end !== undefined && isDate(end) ? end : null));
  const start = firstDay
    ? firstInstant(firstDay, (at) => dayIn(timeZone, at) >= firstDay)
    : Number.NEGATIVE_INFINITY;
  const end = lastDay
    ? firstInstant(lastDay, (at) => dayIn(timeZone, at) > lastDay)
    : Number.POSITIVE_INFINITY;
  const [excluded, tip] = await Promise.all(
    [since, until].map((each) =>
      each === undefined || isDate(each) ? undefined : commitOf(repo, each, env),
    ),
  );
  const head = tip ?? (excluded && (await headCommit(repo, env)));
  const reachable = head ? await reachableCommits(repo, { tip: head, since: excluded }, env) : null;
  return ({ commit, committed }) =>
    committed >= start && committed < end && (!reachable || reachable.has(commit));
}

/** The first second, since 1970, at which `holds` is true, within three days of a day. */
function firstInstant(day: string, holds: (at: number) => boolean): number {
  const noon = Date.parse(`${day}T12:00Z`) / 1000;
  let [low, high] = [noon - 3 * 86_400, noon + 3 * 86_400];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

async function commitOf(repo: Repository, text: string, env: Env): Promise<string> {
  const commit = await resolveCommit(repo, text, env);
  if (commit === null) throw unknownRevision(text);
  return commit;
}
