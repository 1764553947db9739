/** Compares two commits with the index and the work tree, file by file. */
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';
import { workTreeStatus } from './status.ts';

/** A file that differs between two commits. A blob is all zeros when that commit has no such file. */
export interface Difference {
  /** Relative to the top. */
  path: string;
  before: string;
  after: string;
  /** Mode and blob as the index has them; null when that commit has no such file. */
  beforeEntry: string | null;
  afterEntry: string | null;
}

export const isNone = (blob: string) => /^0+$/.test(blob);

/** The files that differ between two commits, except submodules. @throws PlanError `git` */
export async function diffCommits(
  repo: Repository,
  from: string,
  to: string,
  env: Env,
): Promise<Difference[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', from, to];
  const tokens = (await git(repo, env)(args)).split('\0');
  const differences: Difference[] = [];
  for (let at = 0; at + 1 < tokens.length; at += 2) {
    const [oldMode = '', mode, before = '', after = ''] = tokens[at]!.split(' ');
    // The files of a submodule are its own.
    if (mode === '160000') continue;
    differences.push({
      ...{ path: tokens[at + 1]!, before, after },
      beforeEntry: isNone(before) ? null : `${oldMode.slice(1)} ${before}`,
      afterEntry: isNone(after) ? null : `${mode} ${after}`,
    });
  }
  return differences;
}

/** Mode and blob of each file in the index, `100644 HASH`, by path; without files in conflict. @throws PlanError `git` */
export async function indexEntries(repo: Repository, env: Env): Promise<Map<string, string>> {
  const output = await git(repo, env)(['ls-files', '--stage', '-z']);
  const entries = new Map<string, string>();
  for (const record of output.split('\0')) {
    const [, entry, stage, path] = /^(\d+ [0-9a-f]+) (\d)\t(.*)$/s.exec(record) ?? [];
    if (entry !== undefined && stage === '0') entries.set(path!, entry);
  }
  return entries;
}

/**
 * The blob that git would make of a file in the work tree: null when there is none, empty for a folder.
 * @param path relative to the top
 * @throws PlanError `git`
 */
export async function workTreeBlob(repo: Repository, path: string, env: Env): Promise<string | null> {
  const run = git(repo, env);
  const stats = entryAt(join(repo.top, path));
  if (!stats) return null;
  if (stats.isSymbolicLink()) {
    const input = readlinkSync(join(repo.top, path));
    return (await run(['hash-object', '--stdin', '--no-filters'], { input })).trim();
  }
  return stats.isFile() ? (await run(['hash-object', '--', path])).trim() : '';
}

/** What is at a path; undefined where nothing is, and where a folder above it is a file. */
function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * The user's work that moving from one commit to another would overwrite: staged, edited, deleted, untracked and ignored
 * files, and edits that `git update-index` hides from `git status`.
 * @throws PlanError `git`
 */
export async function editsInTheWay(
  repo: Repository,
  from: string,
  to: string,
  env: Env,
): Promise<{ path: string; what: string }[]> {
  const differences = await diffCommits(repo, from, to, env);
  const [status, hidden] = await Promise.all([
    workTreeStatus(repo, [repo.top], env, { untracked: false }),
    hiddenFiles(repo, env),
  ]);
  const known = new Map(status.files.map(({ path, what }) => [path, what]));
  const found: { path: string; what: string }[] = [];
  for (const { path, before } of differences) {
    const what = known.get(path);
    const entry = entryAt(join(repo.top, path));
    if (what !== undefined) found.push({ path, what });
    else if (isNone(before)) {
      if (entry && !entry.isDirectory()) found.push({ path, what: 'not in git' });
    } else if (entry && hidden.has(path) && (await workTreeBlob(repo, path, env)) !== before)
      found.push({ path, what: 'hidden from `git status`' });
  }
  return found;
}

/** The files whose changes git does not look for: `--assume-unchanged` and `--skip-worktree`. */
async function hiddenFiles(repo: Repository, env: Env): Promise<Set<string>> {
  const records = (await git(repo, env)(['ls-files', '-v', '-z'])).split('\0');
  return new Set(records.filter((record) => /^(?:[a-z]|S) /.test(record)).map((record) => record.slice(2)));
}
