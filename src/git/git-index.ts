/** Changes git's index, and repairs it after an interrupted run. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../errors.ts';
import { indexLocked, indexLockedHint } from './error-messages.ts';
import { emptyOnExit1, git } from './git.ts';
import { replacedBlob } from './log.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { literalPathspec, workTreeStatus } from './status.ts';

const timeoutMs = 2000;
const pollMs = 20;

/**
 * How long the index must have been free before an interrupted run is repaired, in milliseconds: a git of that run may
 * just be starting.
 */
export const quietMs = 250;

/** Git's lock of the index: it exists while a git command changes the index, or after one was killed. */
export const indexLock = ({ top, gitDir }: Repository, env: Env) =>
  `${env.GIT_INDEX_FILE ? resolve(top, env.GIT_INDEX_FILE) : join(gitDir, 'index')}.lock`;

/**
 * Waits until no git command changes the index.
 * @param quiet for how many milliseconds it must have been free
 * @throws PlanError `busy`
 */
export async function waitForIndex(repo: Repository, env: Env, quiet = 0): Promise<void> {
  const lock = indexLock(repo, env);
  let free = 0;
  for (let waited = 0; ; waited += pollMs) {
    free = existsSync(lock) ? 0 : free + pollMs;
    if (free > quiet) return;
    if (free === 0 && waited >= timeoutMs) throw new PlanError('busy', indexLocked(lock), indexLockedHint);
    await sleep(pollMs);
  }
}

/**
 * Adds these files to the index without their contents: `git commit -- PATHS` takes only paths that the index has.
 * @param paths absolute
 * @throws PlanError `git`
 */
export async function intentToAdd(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  if (paths.length === 0) return;
  const files = paths.map((path) => literalPathspec(repoPath(repo, path)));
  await git(repo, env)(['add', '--intent-to-add', '--', ...files]);
}

/**
 * Removes from the index those of these files that `intentToAdd` added and that were not committed. Files with staged
 * contents stay.
 * @param paths absolute
 * @param quiet as of `waitForIndex`
 * @throws PlanError `busy`, `git`
 */
export async function removeIntent(
  repo: Repository,
  paths: readonly string[],
  env: Env,
  quiet = 0,
): Promise<void> {
  if (paths.length === 0) return;
  await waitForIndex(repo, env, quiet);
  const run = git(repo, env);
  const { head, files } = await workTreeStatus(repo, paths, env);
  // Git does not call these staged, and HEAD does not have them.
  const unstaged = files
    .filter(({ index, staged }) => index !== undefined && !staged)
    .map(({ path }) => path);
  if (unstaged.length === 0) return;
  const tree = head === null ? '' : await run(['ls-tree', '-z', '--name-only', 'HEAD', '--', ...unstaged]);
  const inHead = new Set(tree.split('\0'));
  const intended = unstaged.filter((file) => !inHead.has(file));
  if (intended.length > 0) await run(['update-index', '--force-remove', '--', ...intended]);
}

/**
 * Whether HEAD has what these files now contain, and lacks those that are missing; if so, the index has it afterwards too. For the files of an interrupted
 * run: waits until a git of that run has ended.
 * @param paths absolute
 * @throws PlanError `busy`, `git`
 */
export async function isCommitted(repo: Repository, paths: readonly string[], env: Env): Promise<boolean> {
  await waitForIndex(repo, env, quietMs);
  const run = git(repo, env);
  const head = await run(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(emptyOnExit1);
  if (head === '') return false;
  const files = paths.map((path) => repoPath(repo, path));
  const present = files.filter((_, index) => existsSync(paths[index]!));
  const [tree, output] = await Promise.all([
    run(['ls-tree', '-z', 'HEAD', '--', ...files]),
    present.length > 0 ? run(['hash-object', '--', ...present]) : '',
  ]);
  const inHead = new Map(tree.split('\0').map((line) => [line.split('\t')[1], line.split(/[ \t]/)[2]]));
  const hashes = output.trim().split('\n');
  const inWorkTree = new Map(present.map((file, index) => [file, hashes[index]]));
  if (!files.every((file) => inHead.get(file) === inWorkTree.get(file))) return false;
  await refreshIndex(repo, paths, env);
  return true;
}

/**
 * Updates the index for those of these files whose commit moved HEAD but not the index: HEAD and the work tree agree,
 * and the index still has what the commit replaced. Anything else in the index was staged by the user.
 * @param paths absolute
 * @throws PlanError `busy`, `git`
 */
export async function refreshIndex(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  await waitForIndex(repo, env);
  const run = git(repo, env);
  const outdated: string[] = [];
  const noBlob = /^0+$/;
  for (const { path, staged, intended, head, index } of (await workTreeStatus(repo, paths, env)).files) {
    if (!staged || !head || !index) continue;
    const inIndex = noBlob.test(index) ? null : index;
    // The index has nothing: unless the file was added by intent, the user removed it.
    if (inIndex === null && !intended) continue;
    const isDeleted = !existsSync(join(repo.top, path));
    const isAsInHead = isDeleted
      ? noBlob.test(head)
      : (await run(['hash-object', '--', path])).trim() === head;
    if (isAsInHead && inIndex === (await replacedBlob(repo, path, env))) outdated.push(literalPathspec(path));
  }
  if (outdated.length > 0) await run(['reset', '--quiet', '--', ...outdated]);
}
