/** Where a repository lies and what is going on in it, told from its files alone: no git is run. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Absolute paths, free of symbolic links. */
export interface Repository {
  /** The work tree. */
  top: string;
  /** This work tree's own: its HEAD, its index. */
  gitDir: string;
  /** What all work trees of the repository share: the same as `gitDir` but in a linked one. */
  commonDir: string;
}

/**
 * The repository whose work tree `from` lies in, found as git does it; undefined where there is none.
 * @param cwd where relative `GIT_DIR` and `GIT_WORK_TREE` start
 * @throws PlanError `refused` in a repository without a work tree; `git` where a `.git` file or `GIT_DIR` leads nowhere
 */
export function findRepository(from: string, env: Env, cwd = from): Repository | undefined {
  const tree = env.GIT_WORK_TREE && resolve(cwd, env.GIT_WORK_TREE);
  if (env.GIT_DIR) {
    const gitDir = resolve(cwd, env.GIT_DIR);
    if (!isGitDir(gitDir)) throw leadsNowhere('GIT_DIR', gitDir);
    return repository(tree || cwd, gitDir, Boolean(tree));
  }
  for (let folder = realpathSync(from); ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'));
    if (gitDir) return repository(tree || folder, gitDir, Boolean(tree));
    if (isGitDir(folder)) throw bare(folder);
    if (dirname(folder) === folder) return undefined;
  }
}

function repository(top: string, gitDir: string, isNamed: boolean): Repository {
  const shared = text(join(gitDir, 'commondir'));
  const commonDir = shared ? resolve(gitDir, shared) : gitDir;
  // Linked work trees may hang on a bare repository; they are not bare themselves, and nor is one that is named.
  if (!shared && !isNamed && /^\s*bare\s*=\s*true\b/m.test(text(join(gitDir, 'config')) ?? ''))
    throw bare(gitDir);
  return { top: realpathSync(top), gitDir: realpathSync(gitDir), commonDir: realpathSync(commonDir) };
}

/** `.git` is the folder itself, or, in linked work trees and submodules, a file that says where it is. */
function gitDirOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return stats && isGitDir(path) ? path : undefined;
  const gitDir = resolve(dirname(path), /^gitdir: (.*)/.exec(text(path) ?? '')?.[1] ?? '.git');
  if (isGitDir(gitDir)) return gitDir;
  throw leadsNowhere(path, gitDir);
}

const isGitDir = (folder: string) =>
  existsSync(join(folder, 'HEAD')) &&
  (existsSync(join(folder, 'commondir')) ||
    (existsSync(join(folder, 'objects')) && existsSync(join(folder, 'refs'))));

function text(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
}

const bare = (folder: string) =>
  new PlanError(
    'refused',
    `\`${folder}\` is a repository without a work tree`,
    'run this in a work tree of it',
  );

const leadsNowhere = (what: string, gitDir: string) =>
  new PlanError('git', `\`${what}\` leads to \`${gitDir}\`, which is not a git repository`);

/** Whether the clone was made without its older commits. */
export const isShallow = ({ commonDir }: Repository): boolean => existsSync(join(commonDir, 'shallow'));

/**
 * A path as git takes it: relative to the top, with `/`.
 * @throws PlanError `refused` where it lies outside the work tree
 */
export function repoPath({ top }: Repository, path: string): string {
  const inside = relative(top, join(real(dirname(path)), basename(path)));
  if (inside !== '..' && !inside.startsWith(`..${sep}`)) return inside.split(sep).join('/');
  throw new PlanError('refused', `\`${path}\` lies outside the work tree \`${top}\``);
}

/** A folder free of links; what of it is not there yet is taken as it is called. */
function real(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const above = dirname(folder);
  return above === folder ? folder : join(real(above), basename(folder));
}

/** Whether a sparse checkout may leave files out. */
export const isSparse = ({ gitDir }: Repository): boolean => existsSync(join(gitDir, 'info/sparse-checkout'));

const way = (command: string) =>
  `finish it with \`git ${command} --continue\`, or give it up with \`git ${command} --abort\``;

const underWay: [trace: string, what: string, wayOut: string][] = [
  ['rebase-merge', 'a rebase', way('rebase')],
  ['rebase-apply/applying', 'an application of patches', way('am')],
  ['rebase-apply', 'a rebase', way('rebase')],
  ['MERGE_HEAD', 'a merge', way('merge')],
  ['CHERRY_PICK_HEAD', 'a cherry-pick', way('cherry-pick')],
  ['REVERT_HEAD', 'a revert', way('revert')],
  ['sequencer', 'a series of cherry-picks or reverts', way('cherry-pick')],
  ['BISECT_LOG', 'a bisection', 'end it with `git bisect reset`'],
];

/** What is under way in the repository that a commit would get mixed up with, and the way out; undefined if nothing. */
export function operationInProgress({ gitDir }: Repository): { what: string; wayOut: string } | undefined {
  const found = underWay.find(([trace]) => existsSync(join(gitDir, trace)));
  return found && { what: found[1], wayOut: found[2] };
}

/** The commits at which a shallow clone ends: what came before them it does not have. */
export const shallowCommits = ({ commonDir }: Repository): ReadonlySet<string> =>
  new Set(text(join(commonDir, 'shallow'))?.split('\n'));
