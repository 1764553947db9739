/** Which commits have been taken back, and which commit it is that a person wants to take back. */

import { GitError, git } from './git.ts';
import { type CommitWithTexts, trailer } from './log-texts.ts';
import type { Env, Repository } from './repository.ts';
import { repoPath } from './repository.ts';
import { literalPathspec } from './status.ts';

/** What was taken back, by which commit. What was taken back and then brought back is not among them. */
export function undoneCommits(newestFirst: readonly CommitWithTexts[]): Map<string, CommitWithTexts> {
  const undone = new Map<string, CommitWithTexts>();
  for (const commit of newestFirst) {
    const target = trailer(commit, 'Plan-Undoes');
    if (target !== undefined && !undone.has(commit.commit)) undone.set(target, commit);
  }
  return undone;
}

/** Those that have an effect: neither taken back, nor only taking back another of them. */
export function notUndone(newestFirst: readonly CommitWithTexts[]): CommitWithTexts[] {
  const undone = undoneCommits(newestFirst);
  const hashes = new Set(newestFirst.map(({ commit }) => commit));
  return newestFirst.filter(
    (each) => !undone.has(each.commit) && !hashes.has(trailer(each, 'Plan-Undoes') ?? ''),
  );
}

/** The full hash of the newest commit that changed the plan and says so by trailers; null where there is none. */
export async function newestPlanCommit(repo: Repository, root: string, env: Env): Promise<string | null> {
  const args = ['log', '--max-count=50', '--grep=^Plan-Change: ', '--format=%H %(trailers:key=Plan-Change)'];
  const told = await quietly(git(repo, env)([...args, 'HEAD', '--', literalPathspec(repoPath(repo, root))]));
  return /^([0-9a-f]+) Plan-Change/m.exec(told)?.[1] ?? null;
}

/** The full hash of the commit that `text` names; null where there is none. */
export const hashOf = async (repo: Repository, text: string, env: Env): Promise<string | null> =>
  (
    await quietly(
      git(repo, env)(['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{commit}`]),
    )
  ).trim() || null;

/** Whether the commit is in HEAD's history. */
export const isInHistory = async (repo: Repository, hash: string, env: Env): Promise<boolean> =>
  (await quietly(git(repo, env)(['merge-base', hash, 'HEAD']))).trim() === hash;

/** Nothing, where git has no answer. */
const quietly = (answer: Promise<string>): Promise<string> =>
  answer.catch((error) => {
    if (error instanceof GitError && error.exitCode !== null) return '';
    throw error;
  });
