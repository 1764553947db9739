/** Finds the commit of a revision that a user names: a day or a commit. */
import { PlanError } from '../errors.ts';
import { nothingCommitted, unknownRevision, unshallowHint } from '../git/error-messages.ts';
import { gitLog } from '../git/log.ts';
import { type Env, isShallow, type Repository } from '../git/repository.ts';
import { headCommit, resolveCommit } from '../git/revisions.ts';
import { isDate } from '../plan/model/calendar-date.ts';

export interface ResolvedRevision {
  /** The full hash. */
  commit: string;
  /** The day that was named, or else the day of the commit. */
  day: string;
  subject: string;
}

/**
 * The commit of a revision. A day means the state of the current branch at its end: commits that a merge brought count
 * from the day of the merge.
 * @param text `YYYY-MM-DD`, or a commit as for git
 * @param today the present day
 * @throws PlanError `usage` for a day in the future; `not-found`
 */
export async function resolveRevision(
  repo: Repository,
  text: string,
  today: string,
  env: Env,
): Promise<ResolvedRevision> {
  const newest = async (...args: string[]): Promise<ResolvedRevision | undefined> => {
    const [found] = await gitLog(repo, ['--max-count=1', ...args], env);
    return found && { commit: found.commit, day: found.date, subject: found.subject };
  };
  if ((await headCommit(repo, env)) === null) throw nothingCommitted();
  if (isDate(text)) {
    if (text > today)
      throw new PlanError('usage', `${text} is in the future: today is ${today}`, 'give a day up to today');
    const found = await newest('--first-parent', `--before=${text} 23:59:59`, 'HEAD');
    if (found) return { ...found, day: text };
    const first = await newest('--first-parent', '--max-parents=0', 'HEAD');
    throw new PlanError(
      'not-found',
      `there is no commit up to ${text}`,
      isShallow(repo) ? `this clone is shallow: ${unshallowHint}` : `the branch starts on ${first?.day}`,
    );
  }
  const commit = await resolveCommit(repo, text, env);
  if (commit === null) throw unknownRevision(text);
  return (await newest(commit))!;
}
