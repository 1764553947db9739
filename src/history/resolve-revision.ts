/** A moment of the plan that a person names: a day, or a commit. */

import { PlanError } from '../errors.ts';
import { GitError, git } from '../git/git.ts';
import { nothingCommitted, unknownRevision, unshallowHint } from '../git/messages.ts';
import type { Env, Repository } from '../git/repository.ts';
import { isShallow } from '../git/repository.ts';
import { isDate } from '../plan/model/calendar-date.ts';

export interface ResolvedRevision {
  /** The full hash. */
  commit: string;
  /** The day it is then: the one that was named, or else that of the commit. */
  day: string;
  subject: string;
}

/**
 * The commit that a day or a name means. A day means what the current branch was at its end; commits that came to the
 * branch later, by a merge, do not count before that.
 * @param text `YYYY-MM-DD`, or anything that git takes for a commit
 * @param timeZone whose day it is
 * @throws PlanError `usage` for a day that has not come, `not-found`
 */
export async function resolveRevision(
  repo: Repository,
  text: string,
  { timeZone, today, env }: { timeZone: string; today: string; env: Env },
): Promise<ResolvedRevision> {
  // Git reckons the days it is given, and those it gives, in the zone that `TZ` names.
  const run = git(repo, { ...env, TZ: timeZone });
  const log = async (...args: string[]) => {
    const format = ['--no-show-signature', '--date=short-local', '--format=%H%x00%cd%x00%s'];
    const [commit = '', day = '', subject = ''] = (await run(['log', '--max-count=1', ...format, ...args]))
      .trimEnd()
      .split('\0');
    return commit === '' ? null : { commit, day, subject };
  };
  try {
    await run(['rev-parse', '--verify', '--quiet', 'HEAD']);
  } catch (error) {
    if (!(error instanceof GitError) || error.exitCode !== 1) throw error;
    throw nothingCommitted();
  }
  if (isDate(text)) {
    if (text > today)
      throw new PlanError('usage', `${text} is in the future: today is ${today}`, 'give a day up to today');
    const found = await log('--first-parent', `--before=${text} 23:59:59`, 'HEAD');
    if (found) return { ...found, day: text };
    const first = await log('--first-parent', '--max-parents=0', 'HEAD');
    throw new PlanError(
      'not-found',
      `there is no commit up to ${text}`,
      isShallow(repo) ? `this clone is shallow: ${unshallowHint}` : `the branch starts on ${first?.day}`,
    );
  }
  try {
    const commit = (
      await run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{commit}`])
    ).trim();
    return (await log(commit))!;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw unknownRevision(text);
  }
}
