/** The files of a plan as they are staged in git's index. */

import { requireRepository } from '../git/error-messages.ts';
import { git } from '../git/git.ts';
import type { Env } from '../git/repository.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';
import { commitFilesIfAny } from './commit-files.ts';

/**
 * Null when the index has no such plan. In a hook, this is the index of the commit that is being made.
 * @throws PlanError `refused` without a repository; `git`
 */
export async function stagedFiles(workspace: Workspace, env: Env): Promise<PlanFiles | null> {
  const repo = requireRepository(workspace, 'nothing is staged', 'leave out `--staged` to check the files');
  const tree = (await git(repo, env)(['write-tree'])).trim();
  return await commitFilesIfAny(repo, { commit: tree, root: workspace.root, id: null, env });
}
