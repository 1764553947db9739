/** Finds a repository and reads its state from its files, without starting git. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Absolute paths without symbolic links. */
export interface Repository {
  /** The work tree. */
  top: string;
  /** The folder of this work tree's HEAD and index. */
  gitDir: string;
  /** The folder that all work trees of the repository share; the same as `gitDir` unless this is a linked work tree. */
  commonDir: string;
  /** The time zone of the days of its commits; UTC when absent. */
  timeZone?: () => Promise<string>;
}

/** The time zone of the days of a repository’s commits. */
export const timeZoneOf = async ({ timeZone }: Pick<Repository, 'timeZone'>): Promise<string> =>
  (await timeZone?.()) ?? 'UTC';

/**
 * The repository that has `from` in its work tree, found as git finds it; undefined when there is none.
 * @param cwd the folder that relative `GIT_DIR` and `GIT_WORK_TREE` start from
 * @throws PlanError `refused` in a bare repository; `git` when a `.git` file or `GIT_DIR` points to no repository
 */
export function findRepository(from: string, env: Env, cwd = from): Repository | undefined {
  const tree = env.GIT_WORK_TREE && resolve(cwd, env.GIT_WORK_TREE);
  if (env.GIT_DIR) {
    const gitDir = resolve(cwd, env.GIT_DIR);
    if (!isGitDir(gitDir)) throw notARepository('GIT_DIR', gitDir);
    return toRepository(tree || cwd, gitDir, Boolean(tree));
  }
  for (let folder = realpathSync(from); ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'));
    if (gitDir) return toRepository(tree || folder, gitDir, Boolean(tree));
    if (isGitDir(folder)) throw bareRepository(folder);
    if (dirname(folder) === folder) return undefined;
  }
}

/** @param hasWorkTree whether `GIT_WORK_TREE` names the work tree */
function toRepository(top: string, gitDir: string, hasWorkTree: boolean): Repository {
  const shared = readIfExists(join(gitDir, 'commondir'));
  const commonDir = shared ? resolve(gitDir, shared) : gitDir;
  // A linked work tree may belong to a bare repository.
  if (!shared && !hasWorkTree && /^\s*bare\s*=\s*true\b/m.test(readIfExists(join(gitDir, 'config')) ?? ''))
    throw bareRepository(gitDir);
  return { top: realpathSync(top), gitDir: realpathSync(gitDir), commonDir: realpathSync(commonDir) };
}

/** `.git` is the folder itself or, in linked work trees and submodules, a file that points to it. */
function gitDirOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return stats && isGitDir(path) ? path : undefined;
  const gitDir = resolve(dirname(path), /^gitdir: (.*)/.exec(readIfExists(path) ?? '')?.[1] ?? '.git');
  if (isGitDir(gitDir)) return gitDir;
  throw notARepository(path, gitDir);
}

const isGitDir = (folder: string) =>
  existsSync(join(folder, 'HEAD')) &&
  (existsSync(join(folder, 'commondir')) ||
    (existsSync(join(folder, 'objects')) && existsSync(join(folder, 'refs'))));

function readIfExists(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
}

const bareRepository = (folder: string) =>
  new PlanError('refused', `\`${folder}\` is a bare repository`, 'run this in a work tree of it');

const notARepository = (source: string, gitDir: string) =>
  new PlanError('git', `\`${source}\` points to \`${gitDir}\`, which is not a git repository`);

/** Whether this is a shallow clone, without older commits. */
export const isShallow = ({ commonDir }: Repository): boolean => existsSync(join(commonDir, 'shallow'));

/**
 * A path relative to the top, with `/`, as git takes it.
 * @throws PlanError `refused` when it is outside the work tree
 */
export function repoPath({ top }: Repository, path: string): string {
  const inside = relative(top, join(realFolder(dirname(path)), basename(path)));
  if (inside !== '..' && !inside.startsWith(`..${sep}`)) return inside.split(sep).join('/');
  throw new PlanError('refused', `\`${path}\` is outside the work tree \`${top}\``);
}

/** A folder without symbolic links; the folder itself may not exist yet. */
function realFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const above = dirname(folder);
  return above === folder ? folder : join(realFolder(above), basename(folder));
}

/** Whether a sparse checkout may leave tracked files out of the work tree. */
export const isSparse = ({ gitDir }: Repository): boolean => existsSync(join(gitDir, 'info/sparse-checkout'));

const continueOrAbort = (command: string) =>
  `finish it with \`git ${command} --continue\`, or cancel it with \`git ${command} --abort\``;

/** Each operation, and the file that exists while it is in progress. */
const operations: [file: string, what: string, hint: string][] = [
  ['rebase-merge', 'a rebase', continueOrAbort('rebase')],
  ['rebase-apply/applying', '`git am`', continueOrAbort('am')],
  ['rebase-apply', 'a rebase', continueOrAbort('rebase')],
  ['MERGE_HEAD', 'a merge', continueOrAbort('merge')],
  ['CHERRY_PICK_HEAD', 'a cherry-pick', continueOrAbort('cherry-pick')],
  ['REVERT_HEAD', 'a revert', continueOrAbort('revert')],
  ['sequencer', 'a series of cherry-picks or reverts', continueOrAbort('cherry-pick')],
  ['BISECT_LOG', '`git bisect`', 'end it with `git bisect reset`'],
];

/** The operation in progress that a commit would become part of, and how to end it; undefined when there is none. */
export function operationInProgress({ gitDir }: Repository): { what: string; hint: string } | undefined {
  const found = operations.find(([file]) => existsSync(join(gitDir, file)));
  return found && { what: found[1], hint: found[2] };
}

/** Whether git's index may have files in conflict; cheap. `git stash pop` and the like leave only the second sign. */
export const mayHaveConflicts = (repo: Repository): boolean =>
  operationInProgress(repo) !== undefined || existsSync(join(repo.gitDir, 'AUTO_MERGE'));

/** @throws PlanError `refused` while a merge, a rebase or the like is in progress */
export function ensureNoOperation(repo: Repository): void {
  const found = operationInProgress(repo);
  if (found) throw new PlanError('refused', `${found.what} is in progress in \`${repo.top}\``, found.hint);
}

/** The commits at which a shallow clone ends: it does not have their parents. */
export const shallowCommits = ({ commonDir }: Repository): ReadonlySet<string> =>
  new Set(readIfExists(join(commonDir, 'shallow'))?.split('\n'));
