/** Who are the author and the committer of a new commit, according to git. */

import { GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/** The mail address of the author of a new commit; null where git has none. */
export const newAuthorMail = (repo: Repository, env: Env) => mailOf('GIT_AUTHOR_IDENT', repo, env);

/** The mail address of the committer of a new commit; null where git has none. */
export const newCommitterMail = (repo: Repository, env: Env) => mailOf('GIT_COMMITTER_IDENT', repo, env);

async function mailOf(variable: string, repo: Repository, env: Env): Promise<string | null> {
  try {
    const identity = await git(repo, env)(['var', variable]);
    return /<([^<>]*)>/.exec(identity)?.[1] ?? null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
