/** Rolls back a merge that was interrupted while git moved the work tree from one commit to another. */
import { existsSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { quietMs, waitForIndex } from './git-index.ts';
import { skippedFiles } from './list-files.ts';
import { type Difference, diffCommits, indexEntries, isNone, workTreeBlob } from './merge-differences.ts';
import type { Env, Repository } from './repository.ts';

export interface RolledBackMerge {
  /** Whether the merge was complete; then nothing is rolled back. */
  completed: boolean;
  /** The files that were rolled back; absolute. */
  paths: string[];
  /** The files that have the content of neither commit, which stay: the user may have edited them; absolute. */
  left: string[];
}

/**
 * Rolls back the index and the files that a merge changed before it was interrupted: only what has exactly the content
 * of the new commit, since anything else may be the user's work. May be interrupted itself and run again. Undefined when
 * HEAD is at another commit by now.
 * @param range.from where HEAD was
 * @param range.to where HEAD was to go
 * @throws PlanError `busy`, `git`
 */
export async function rollBackMerge(
  repo: Repository,
  { from, to }: { from: string; to: string },
  env: Env,
): Promise<RolledBackMerge | undefined> {
  // A git of the interrupted run may still be running.
  await waitForIndex(repo, env, quietMs);
  const run = git(repo, env);
  const head = (await run(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(emptyOnExit1)).trim();
  if (head === to) return { completed: true, paths: [], left: [] };
  if (head !== from) return undefined;
  const differences = await diffCommits(repo, from, to, env);
  if (differences.length === 0) return { completed: false, paths: [], left: [] };
  const nulTerminated = (list: readonly Difference[]) => list.map(({ path }) => `${path}\0`).join('');
  const skipped = await skippedFiles(repo, [], env);
  const states = await Promise.all(differences.map((each) => contentOf(repo, each, skipped, env)));
  const inState = (state: Content) => differences.filter((_, index) => states[index] === state);
  const inIndex = await indexEntries(repo, env);
  const isIndexed = ({ path }: Difference, entry: string | null) => (inIndex.get(path) ?? null) === entry;
  const moved = differences.filter((each) => isIndexed(each, each.afterEntry));
  if (moved.length > 0)
    await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(
      ['reset', '--quiet', '--pathspec-from-file=-', '--pathspec-file-nul'],
      { input: nulTerminated(moved) },
    );
  const changed = inState('after').filter(
    (each) => moved.includes(each) || isIndexed(each, each.beforeEntry),
  );
  for (const { path } of changed.filter(({ before }) => isNone(before))) removeWithFolders(repo.top, path);
  const replaced = changed.filter(({ before }) => !isNone(before));
  if (replaced.length > 0)
    await run(['checkout-index', '--force', '-u', '-z', '--stdin'], { input: nulTerminated(replaced) });
  const absolute = (list: readonly Difference[]) => list.map(({ path }) => join(repo.top, path));
  return { completed: false, paths: absolute(changed), left: absolute(inState('edited')) };
}

/** What a file contains: what either commit has, or something else. */
type Content = 'before' | 'after' | 'edited';

/** Git removes a file and writes it anew, so an interrupted one may be missing or cut short: nothing proves that git did it. */
async function contentOf(
  repo: Repository,
  { path, before, after }: Difference,
  skipped: ReadonlySet<string>,
  env: Env,
): Promise<Content> {
  const blob = await workTreeBlob(repo, path, env);
  if (blob === null) {
    if (isNone(before) || skipped.has(path)) return 'before';
    return isNone(after) ? 'after' : 'edited';
  }
  if (blob === before) return 'before';
  return blob === after ? 'after' : 'edited';
}

/** Removes a file and the folders that become empty. */
function removeWithFolders(top: string, path: string): void {
  rmSync(join(top, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (!existsSync(join(top, folder))) continue;
    try {
      rmdirSync(join(top, folder));
    } catch {
      return;
    }
  }
}
