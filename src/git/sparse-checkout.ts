/** Files that git follows and does not lay into the work tree, since a sparse checkout leaves them out. */
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/**
 * Those under these paths; all of them where none is named. Relative to the top, as the paths are.
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
