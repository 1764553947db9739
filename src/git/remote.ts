/** Fetches from and pushes to the branch that the current one tracks. */
import { PlanError } from '../errors.ts';
import { joinQuoted } from '../util/suggest.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';
import { resolveCommit } from './revisions.ts';

export interface Upstream {
  /** The current branch: `main`. */
  branch: string;
  /** `origin`. */
  remote: string;
  /** The branch there: `refs/heads/main`. */
  remoteRef: string;
  /** The remote-tracking branch here: `refs/remotes/origin/main`. */
  ref: string;
  /** For people: `origin/main`. */
  name: string;
}

/**
 * What the current branch tracks.
 * @param remote another remote than the branch's own: its branch of the same name
 * @throws PlanError `refused` on a detached HEAD or when the branch tracks nothing; `not-found` for an unknown remote
 */
export async function upstreamOf(repo: Repository, remote: string | undefined, env: Env): Promise<Upstream> {
  const run = git(repo, env);
  const head = (await run(['symbolic-ref', '--quiet', 'HEAD']).catch(emptyOnExit1)).trim();
  if (!head.startsWith('refs/heads/'))
    throw new PlanError(
      'refused',
      'HEAD is detached, so there is no branch to sync',
      'switch to a branch first: `git switch main`',
    );
  const branch = head.slice('refs/heads/'.length);
  const config = async (key: string) =>
    (await run(['config', '--get', `branch.${branch}.${key}`]).catch(emptyOnExit1)).trim();
  const [ownRemote, merge] = await Promise.all([config('remote'), config('merge')]);
  if (remote !== undefined && remote !== ownRemote) {
    const remotes = (await run(['remote'])).split('\n').filter(Boolean);
    if (!remotes.includes(remote))
      throw new PlanError(
        'not-found',
        `there is no remote \`${remote}\`: this repository has ${remotes.length > 0 ? joinQuoted(remotes) : 'none'}`,
        'add it with `git remote add`',
      );
    return toUpstream(branch, remote, head);
  }
  if (!ownRemote || !merge)
    throw new PlanError(
      'refused',
      `\`${branch}\` tracks no branch of a remote`,
      `set one with \`git branch --set-upstream-to=origin/${branch}\`, or push the branch with \`git push --set-upstream origin ${branch}\``,
    );
  if (ownRemote === '.')
    throw new PlanError(
      'refused',
      `\`${branch}\` tracks \`${branchName(merge)}\`, a branch of this repository`,
      'name a remote: `plan sync origin`',
    );
  return toUpstream(branch, ownRemote, merge);
}

const branchName = (ref: string) => ref.replace('refs/heads/', '');

function toUpstream(branch: string, remote: string, remoteRef: string): Upstream {
  const name = `${remote}/${branchName(remoteRef)}`;
  return { branch, remote, remoteRef, ref: `refs/remotes/${name}`, name };
}

/** Fetches from the remote. @throws PlanError `refused` when that fails */
export async function fetchFrom(repo: Repository, { remote }: Upstream, env: Env): Promise<void> {
  const noMaintenance = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];
  await git(repo, env)([...noMaintenance, 'fetch', '--quiet', '--end-of-options', remote], {
    hooks: true,
  }).catch((error) => {
    throw refused(
      error,
      `can’t fetch from \`${remote}\``,
      'check that the remote can be reached; nothing was changed',
    );
  });
}

/** Pushes the branch. @throws PlanError `refused` when that fails */
export async function pushTo(
  repo: Repository,
  { branch, remote, remoteRef, name }: Upstream,
  env: Env,
): Promise<void> {
  const args = ['push', '--quiet', '--end-of-options', remote, `refs/heads/${branch}:${remoteRef}`];
  await git(repo, env)(args, { hooks: true }).catch((error) => {
    throw refused(
      error,
      `can’t push to \`${name}\``,
      `\`${branch}\` is ahead of it; run \`plan sync\` again to merge what others have pushed`,
    );
  });
}

/**
 * Checks that the remote still has every commit that this clone has seen on the branch.
 * @param before where the remote-tracking branch was before the fetch; null when it did not exist
 * @throws PlanError `refused` when the branch was rewritten, as by `git push --force`
 */
export async function ensureNotRewritten(
  repo: Repository,
  { ref, name }: Upstream,
  { head, theirs, before }: { head: string; theirs: string; before: string | null },
  env: Env,
): Promise<void> {
  const run = git(repo, env);
  const lines = async (args: string[]) => (await run(args)).split('\n').filter(Boolean);
  const [reflog, own] = await Promise.all([
    // Fails when git keeps no reflog.
    lines(['reflog', 'show', '--format=%H', ref, '--']).catch(() => []),
    lines(['rev-list', head, `^${theirs}`]),
  ]);
  const published = new Set(reflog);
  if (before !== null) published.add(before);
  // Also found again after the fetch that rewrote the branch, as long as HEAD has such a commit.
  const lost =
    own.find((commit) => published.has(commit)) ??
    (before === null || (await run(['rev-list', '--max-count=1', before, `^${theirs}`])) === ''
      ? undefined
      : before);
  if (lost === undefined) return;
  const short = lost.slice(0, 7);
  throw new PlanError(
    'refused',
    `\`${name}\` was rewritten: it had the commit ${short}, and no longer has it; nothing was merged`,
    `compare them with \`git log ${short}...${name}\`, and ask who rewrote it; then take the new branch with \`git rebase --onto ${name} ${short}\`, or restore the old commits with \`git merge ${name}\` and \`git push\``,
  );
}

/** How many commits each side has that the other lacks. `theirs` is null when the remote-tracking branch does not exist. */
export async function aheadBehind(
  repo: Repository,
  { ref }: Upstream,
  env: Env,
): Promise<{ head: string; theirs: string | null; ahead: number; behind: number }> {
  const run = git(repo, env);
  const [head, theirs] = await Promise.all([resolveCommit(repo, 'HEAD', env), resolveCommit(repo, ref, env)]);
  if (head === null)
    throw new PlanError(
      'refused',
      'nothing is committed yet',
      'get the commits of the remote with `git pull`',
    );
  if (theirs === null)
    return { head, theirs, ahead: Number(await run(['rev-list', '--count', head])), behind: 0 };
  const counts = await run(['rev-list', '--left-right', '--count', `${head}...${theirs}`]);
  const [ahead = 0, behind = 0] = counts.trim().split('\t').map(Number);
  return { head, theirs, ahead, behind };
}

function refused(error: unknown, what: string, hint: string): unknown {
  if (!(error instanceof GitError)) return error;
  return new PlanError('refused', error.stderr ? `${what}: ${error.stderr}` : what, hint);
}
