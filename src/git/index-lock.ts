/** Git's index when something was cut short: who is at it, and whether it fell behind. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../errors.ts';
import { emptyOnExit1, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { literalPathspec, status } from './status.ts';

const timeoutMs = 2000;
const poll = 20;

/** While this file is there, a git command is changing the index; or else one was killed. */
export const lockOf = ({ top, gitDir }: Repository, env: Env) =>
  `${env.GIT_INDEX_FILE ? resolve(top, env.GIT_INDEX_FILE) : join(gitDir, 'index')}.lock`;

/**
 * Waits until no git command is at the index.
 * @param calm for how many milliseconds it must have stayed so: a process that is just starting is not seen yet
 * @throws PlanError `busy`
 */
export async function waitForIndex(repo: Repository, env: Env, calm = 0): Promise<void> {
  const lock = lockOf(repo, env);
  let free = 0;
  for (let waited = 0; ; waited += poll) {
    free = existsSync(lock) ? 0 : free + poll;
    if (free > calm) return;
    if (free === 0 && waited >= timeoutMs)
      throw new PlanError(
        'busy',
        `a git command is at work here, or one was killed: \`${lock}\` is there`,
        'wait for it to end; if none is running any more, delete that file',
      );
    await sleep(poll);
  }
}

/**
 * Whether HEAD holds what these files now hold. Where it does, the index is seen to hold it too. Meant for what an
 * interrupted run left: a git of that run may still be at work, so this waits until it has ended.
 * @throws PlanError `busy`, `git`
 */
export async function isCommitted(repo: Repository, paths: readonly string[], env: Env): Promise<boolean> {
  await waitForIndex(repo, env, 250);
  const run = git(repo, env);
  const head = await run(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(emptyOnExit1);
  if (head === '') return false;
  const files = paths.map((path) => repoPath(repo, path));
  const [tree, here] = await Promise.all([
    run(['ls-tree', '-z', 'HEAD', '--', ...files]),
    run(['hash-object', '--', ...files]),
  ]);
  const inHead = new Map(tree.split('\0').map((line) => [line.split('\t')[1], line.split(/[ \t]/)[2]]));
  const hashes = here.trim().split('\n');
  if (!files.every((file, index) => inHead.get(file) === hashes[index])) return false;
  await refreshIndex(repo, paths, env);
  return true;
}

/**
 * Brings the index along for those of these files whose commit moved HEAD but not the index: HEAD and the work tree
 * agree, and the index still holds what the commit replaced. Anything else there is somebody's own.
 * @throws PlanError `busy`, `git`
 */
export async function refreshIndex(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  await waitForIndex(repo, env);
  const run = git(repo, env);
  const behind: string[] = [];
  for (const { path, staged, intended, head, index } of (await status(repo, paths, env)).files) {
    if (!staged || !head || !index) continue;
    // Of a new file the index knew that it was to come; where it knows nothing, somebody took the file out.
    if (/^0+$/.test(index) && !intended) continue;
    const here = (await run(['hash-object', '--', path])).trim();
    if (here === head && index === (await replacedIn(path))) behind.push(literalPathspec(path));
  }
  if (behind.length > 0) await run(['reset', '--quiet', '--', ...behind]);

  /** `:100644 100644 OLD NEW M` of the newest commit that changed the file. */
  async function replacedIn(path: string): Promise<string | undefined> {
    const args = ['log', '--max-count=1', '--format=', '--raw', '--no-abbrev', '--no-renames', '-z'];
    return (await run([...args, '--', literalPathspec(path)])).split(' ')[2];
  }
}
