/** The plan as git's index has it: what the next commit would hold, whatever the work tree says. */
import type { Place } from '../place.ts';
import type { Folder } from '../store/folder.ts';
import { git } from '../trail/git.ts';
import type { Env } from '../trail/repository.ts';
import { Fault } from '../trouble.ts';
import { folderIfThere } from './folder.ts';

/**
 * Null where the index has no such plan. Inside a hook this is the index of the very commit, which may be another than
 * the repository's own.
 * @throws Fault `refused` where there is no repository; `git`
 */
export async function stagedFolder({ root, repo }: Place, env: Env): Promise<Folder | null> {
  if (!repo)
    throw new Fault(
      'refused',
      'there is no git repository here, so nothing is staged',
      'leave `--staged` out to check the files',
    );
  const tree = (await git(repo, env)(['write-tree'])).trim();
  return await folderIfThere(repo, { commit: tree, root, id: null, env });
}
