/** The plan as git's index has it: what the next commit would hold, whatever the work tree says. */

import { git } from '../git/git.ts';
import { requireRepository } from '../git/messages.ts';
import type { Env } from '../git/repository.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import type { Workspace } from '../workspace.ts';
import { commitFilesIfAny } from './commit-files.ts';

/**
 * Null where the index has no such plan. Inside a hook this is the index of the very commit, which may be another than
 * the repository's own.
 * @throws PlanError `refused` where there is no repository; `git`
 */
export async function stagedFiles(workspace: Workspace, env: Env): Promise<PlanFiles | null> {
  const repo = requireRepository(workspace, 'nothing is staged', 'leave out `--staged` to check the files');
  const tree = (await git(repo, env)(['write-tree'])).trim();
  return await commitFilesIfAny(repo, { commit: tree, root: workspace.root, id: null, env });
}
