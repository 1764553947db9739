/** Which files git remembers that are there no more. */
import { basename } from 'node:path';
import { GitError, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { literalPathspec } from './status.ts';

/** The names of files that some commit took out of a folder, each once; none before the first commit. @throws PlanError `git` */
export async function deletedFrom(repo: Repository, folder: string, env: Env): Promise<Set<string>> {
  const args = ['log', '-z', '--format=%H', '--diff-filter=D', '--no-renames', '--name-only'];
  try {
    const told = await git(repo, env)([...args, '--', literalPathspec(repoPath(repo, folder))]);
    return new Set(told.split(/[\0\n]/).map((path) => basename(path)));
  } catch (error) {
    if (error instanceof GitError && error.stderr.includes('does not have any commits yet')) return new Set();
    throw error;
  }
}
