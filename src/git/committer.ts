/** Who commits, according to git. */

import { GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/** The mail address with which git commits; null where git has none. */
export async function committerMail(repo: Repository, env: Env): Promise<string | null> {
  try {
    const identity = await git(repo, env)(['var', 'GIT_COMMITTER_IDENT']);
    return /<([^<>]*)>/.exec(identity)?.[1] ?? null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
