/** The branch elsewhere that the current one follows: asked, and told. */

import { PlanError } from '../errors.ts';
import { joinQuoted } from '../util/suggest.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';

export interface Upstream {
  /** The current branch: `main`. */
  branch: string;
  /** `origin`. */
  remote: string;
  /** The branch there: `refs/heads/main`. */
  remoteRef: string;
  /** Where git keeps what is known of it here: `refs/remotes/origin/main`. */
  ref: string;
  /** As people call it: `origin/main`. */
  name: string;
}

/**
 * What the current branch follows.
 * @param remote another remote than its own: the branch of the same name there
 * @throws PlanError `refused` on a detached HEAD, and where it follows nothing; `not-found` for no such remote
 */
export async function upstreamOf(repo: Repository, remote: string | undefined, env: Env): Promise<Upstream> {
  const run = git(repo, env);
  const head = (await run(['symbolic-ref', '--quiet', 'HEAD']).catch(emptyOnExit1)).trim();
  if (!head.startsWith('refs/heads/'))
    throw new PlanError(
      'refused',
      'HEAD is detached, so there is no branch to bring together with another',
      'go back to a branch first: `git switch main`',
    );
  const branch = head.slice('refs/heads/'.length);
  const config = async (key: string) =>
    (await run(['config', '--get', `branch.${branch}.${key}`]).catch(emptyOnExit1)).trim();
  const [own, merge] = await Promise.all([config('remote'), config('merge')]);
  if (remote !== undefined && remote !== own) {
    const remotes = (await run(['remote'])).split('\n').filter(Boolean);
    if (!remotes.includes(remote))
      throw new PlanError(
        'not-found',
        `there is no remote \`${remote}\`: ${remotes.length > 0 ? `this repository has ${joinQuoted(remotes)}` : 'this repository has none'}`,
        'add it with `git remote add`',
      );
    return {
      branch,
      remote,
      remoteRef: head,
      ref: `refs/remotes/${remote}/${branch}`,
      name: `${remote}/${branch}`,
    };
  }
  if (!own || !merge)
    throw new PlanError(
      'refused',
      `\`${branch}\` follows no branch of a remote`,
      `say which: \`git branch --set-upstream-to=origin/${branch}\`, or push it there first: \`git push --set-upstream origin ${branch}\``,
    );
  if (own === '.')
    throw new PlanError(
      'refused',
      `\`${branch}\` follows \`${merge.replace('refs/heads/', '')}\`, a branch of this very repository`,
      'name a remote: `plan sync origin`',
    );
  const theirBranch = merge.replace('refs/heads/', '');
  return {
    branch,
    remote: own,
    remoteRef: merge,
    ref: `refs/remotes/${own}/${theirBranch}`,
    name: `${own}/${theirBranch}`,
  };
}

/** Brings here what the remote has. @throws PlanError `git`: nothing but what is known of the remote has changed then */
export async function fetchFrom(repo: Repository, { remote }: Upstream, env: Env): Promise<void> {
  const quiet = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];
  await git(repo, env)([...quiet, 'fetch', '--quiet', '--end-of-options', remote], { hooks: true }).catch(
    (error) => {
      throw refused(
        error,
        `can’t fetch from \`${remote}\``,
        'see that the remote can be reached; nothing was changed',
      );
    },
  );
}

/** Sends what the branch has. @throws PlanError `refused` */
export async function pushTo(
  repo: Repository,
  { branch, remote, remoteRef, name }: Upstream,
  env: Env,
): Promise<void> {
  const args = ['push', '--quiet', '--end-of-options', remote, `refs/heads/${branch}:${remoteRef}`];
  await git(repo, env)(args, { hooks: true }).catch((error) => {
    throw refused(
      error,
      `\`${name}\` did not take the push, so \`${branch}\` is ahead of it and otherwise whole`,
      'run `plan sync` again; if somebody pushed meanwhile, that brings theirs in first',
    );
  });
}

/** How many commits each side has that the other has not; null where nothing is known of theirs. */
export async function aheadBehind(
  repo: Repository,
  { ref }: Upstream,
  env: Env,
): Promise<{ head: string; theirs: string | null; ahead: number; behind: number }> {
  const run = git(repo, env);
  const hash = async (name: string) =>
    (
      await run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]).catch(
        emptyOnExit1,
      )
    ).trim();
  const [head, theirs] = await Promise.all([hash('HEAD'), hash(ref)]);
  if (head === '')
    throw new PlanError(
      'refused',
      'nothing is committed yet',
      'get the commits of the remote with `git pull`',
    );
  if (theirs === '')
    return { head, theirs: null, ahead: Number(await run(['rev-list', '--count', head])), behind: 0 };
  const counts = await run(['rev-list', '--left-right', '--count', `${head}...${theirs}`]);
  const [ahead = 0, behind = 0] = counts.trim().split('\t').map(Number);
  return { head, theirs, ahead, behind };
}

function refused(error: unknown, what: string, hint: string): unknown {
  if (!(error instanceof GitError)) return error;
  return new PlanError('refused', error.stderr ? `${what}: ${error.stderr}` : what, hint);
}
