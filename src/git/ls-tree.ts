/** What a commit's tree holds. */
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';

export interface TreeEntry {
  /** Relative to the top of the work tree. */
  path: string;
  /** `blob`; `commit` where another repository hangs. */
  type: string;
  /** A symbolic link is a blob too, which holds where it leads. */
  isLink: boolean;
  hash: string;
}

/**
 * Everything in a commit's tree under these paths, in git's order; all of it where none is named.
 * @param paths relative to the top
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
