/** Rolls back a merge that was interrupted while git moved the work tree from one commit to another. */
import { existsSync, lstatSync, readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { quietMs, waitForIndex } from './git-index.ts';
import { skippedFiles } from './list-files.ts';
import type { Env, Repository } from './repository.ts';

/** A file that differs between the two commits. A blob is all zeros when that commit has no such file. */
interface Difference {
  path: string;
  before: string;
  after: string;
}

export interface RolledBackMerge {
  /** Whether the merge was complete; then nothing is rolled back. */
  completed: boolean;
  /** The files that were rolled back; absolute. */
  paths: string[];
  /** The files that were edited since, which stay; absolute. */
  left: string[];
}

/**
 * Rolls back the index and the files that a merge changed before it was interrupted. May be interrupted itself and run
 * again. Undefined when HEAD is at another commit by now.
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
  await git(repo, { ...env, GIT_LITERAL_PATHSPECS: '1' })(
    ['reset', '--quiet', '--pathspec-from-file=-', '--pathspec-file-nul'],
    { input: nulTerminated(differences) },
  );
  const changed = inState('after');
  for (const { path } of changed.filter(({ before }) => isNone(before))) removeWithFolders(repo.top, path);
  const replaced = changed.filter(({ before }) => !isNone(before));
  if (replaced.length > 0)
    await run(['checkout-index', '--force', '-u', '-z', '--stdin'], { input: nulTerminated(replaced) });
  const absolute = (list: readonly Difference[]) => list.map(({ path }) => join(repo.top, path));
  return { completed: false, paths: absolute(changed), left: absolute(inState('edited')) };
}

/** What a file contains: what either commit has, or something else. */
type Content = 'before' | 'after' | 'edited';

const isNone = (blob: string) => /^0+$/.test(blob);

async function diffCommits(repo: Repository, from: string, to: string, env: Env): Promise<Difference[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', from, to];
  const tokens = (await git(repo, env)(args)).split('\0');
  const differences: Difference[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 2) {
    const [, mode, before = '', after = ''] = tokens[at]!.split(' ');
    // The files of a submodule are its own.
    if (mode !== '160000') differences.push({ path: tokens[at + 1]!, before, after });
  }
  return differences;
}

/** Git removes a file and writes it anew: an interrupted one is missing, or has the start of the new text. */
async function contentOf(
  repo: Repository,
  { path, before, after }: Difference,
  skipped: ReadonlySet<string>,
  env: Env,
): Promise<Content> {
  const run = git(repo, env);
  const file = join(repo.top, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return isNone(before) || skipped.has(path) ? 'before' : 'after';
  if (stats.isDirectory()) return 'edited';
  const bytes = stats.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  const input = bytes.toString();
  const now = stats.isSymbolicLink()
    ? (await run(['hash-object', '--stdin', '--no-filters'], { input })).trim()
    : (await run(['hash-object', '--', path])).trim();
  if (now === before) return 'before';
  if (now === after) return 'after';
  if (isNone(after)) return 'edited';
  const whole = await run.bytes(['cat-file', '--filters', `--path=${path}`, after]);
  return whole.subarray(0, bytes.length).equals(bytes) ? 'after' : 'edited';
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
