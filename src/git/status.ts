/** How files stand between HEAD, the index and the work tree. */
import { git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface Status {
  /** Null where HEAD is detached. */
  branch: string | null;
  /** The full hash of HEAD; null before the first commit. */
  head: string | null;
  /** Those that are not the same everywhere. */
  files: FileStatus[];
}

export interface FileStatus {
  /** Relative to the top. */
  path: string;
  /** In words: "staged". */
  what: string;
  /** Whether the index differs from HEAD. */
  staged: boolean;
  /** Whether the index knows only that the file is to come: `git add --intent-to-add`. */
  intended: boolean;
  /** Object names in HEAD and in the index; undefined for a file that git does not follow. */
  head?: string | undefined;
  index?: string | undefined;
}

/**
 * Git's status of these files alone; without any, where HEAD stands.
 * @param paths absolute
 * @throws GitError; PlanError `refused` for a file outside the work tree
 */
export async function status(repo: Repository, paths: readonly string[], env: Env): Promise<Status> {
  const files = paths.map((path) => repoPath(repo, path));
  // Git never follows this name; no name at all would mean every file.
  if (files.length === 0) files.push('.git');
  const text = await git(
    repo,
    env,
  )([
    // Looking must not get in the way of others: without this it writes the index too.
    '--no-optional-locks',
    ...['status', '--porcelain=v2', '--branch', '-z', '--no-renames', '--untracked-files=all', '--ignored'],
    ...['--', ...files.map(literalPathspec)],
  ]);
  const result: Status = { branch: null, head: null, files: [] };
  for (const record of text.split('\0')) {
    const [kind, ...fields] = record.split(' ');
    if (kind === '#') {
      if (fields[0] === 'branch.oid' && fields[1] !== '(initial)') result.head = fields[1]!;
      if (fields[0] === 'branch.head' && fields[1] !== '(detached)') result.branch = fields[1]!;
    } else if (kind) result.files.push(fileStatus(kind, fields));
  }
  return result;
}

/** The kinds of record, and how many fields stand before the path, which may hold blanks. */
const before: Record<string, number> = { '1': 7, u: 9, '?': 0, '!': 0 };

function fileStatus(kind: string, fields: string[]): FileStatus {
  const path = fields.slice(before[kind]).join(' ');
  if (kind === '?') return { path, what: 'not yet added to git', staged: false, intended: false };
  if (kind === '!') return { path, what: 'ignored by git', staged: false, intended: false };
  if (kind === 'u') return { path, what: 'in conflict', staged: true, intended: false };
  const [x, y] = fields[0]!;
  const what = [x !== '.' && 'staged', y !== '.' && 'not staged'].filter(Boolean).join(' and ');
  return { path, what, staged: x !== '.', intended: y === 'A', head: fields[5], index: fields[6] };
}

/** A path in which git sees no pattern. */
export const literalPathspec = (path: string) => `:(literal)${path}`;
