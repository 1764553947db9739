/** Lists the files that a commit or git's index has. */
import { join } from 'node:path';
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';

export interface TreeEntry {
  /** Relative to the top of the work tree. */
  path: string;
  /** `blob`, or `commit` for a submodule. */
  type: string;
  /** A symbolic link is a blob that holds its target. */
  isLink: boolean;
  hash: string;
}

/**
 * The entries of a commit's tree below these paths, in git's order.
 * @param paths relative to the top; everything when empty
 * @throws PlanError `git`
 */
export async function listTree(
  repo: Repository,
  commit: string,
  paths: readonly string[],
  env: Env,
): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths];
  const output = await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(args);
  return output
    .split('\0')
    .filter(Boolean)
    .map((record) => {
      const [facts = '', path = ''] = record.split(/\t(.*)/s);
      const [mode, type = '', hash = ''] = facts.split(' ');
      return { path, type, isLink: mode === '120000', hash };
    });
}

/**
 * The tracked files that a sparse checkout leaves out of the work tree, relative to the top.
 * @param paths relative to the top; everything when empty
 * @throws PlanError `git`
 */
export async function skippedFiles(
  repo: Repository,
  paths: readonly string[],
  env: Env,
): Promise<Set<string>> {
  const run = git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' });
  const lines = (await run(['ls-files', '-t', '-z', '--', ...paths])).split('\0');
  return new Set(lines.filter((line) => line.startsWith('S ')).map((line) => line.slice(2)));
}

/**
 * The files in conflict below a folder, relative to the top: git has not merged their sides.
 * @param folder absolute
 * @throws PlanError `git`
 */
export async function unmergedFiles(repo: Repository, folder: string, env: Env): Promise<string[]> {
  const args = ['ls-files', '--unmerged', '-z', '--', join(folder, '.')];
  const records = (await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(args)).split('\0').filter(Boolean);
  return [...new Set(records.map((record) => record.slice(record.indexOf('\t') + 1)))];
}
