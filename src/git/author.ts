/** Who is the author of a new commit, according to git. */

import { GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/** The mail address of the author of a new commit; null where git has none. */
export async function newAuthorMail(repo: Repository, env: Env): Promise<string | null> {
  try {
    const identity = await git(repo, env)(['var', 'GIT_AUTHOR_IDENT']);
    return /<([^<>]*)>/.exec(identity)?.[1] ?? null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
