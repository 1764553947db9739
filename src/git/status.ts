/** Reads the status of files in HEAD, the index and the work tree. */
import { git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface WorkTreeStatus {
  /** Null on a detached HEAD. */
  branch: string | null;
  /** The full hash of HEAD; null before the first commit. */
  head: string | null;
  /** The files that differ between HEAD, the index and the work tree. */
  files: FileStatus[];
}

interface FileStatus {
  /** Relative to the top. */
  path: string;
  /** For people: "staged". */
  what: string;
  /** Whether the index differs from HEAD. */
  staged: boolean;
  /** Whether the file was added with `git add --intent-to-add`. */
  intended: boolean;
  /** The blobs in HEAD and in the index; undefined for a file that git does not track. */
  head?: string | undefined;
  index?: string | undefined;
}

/**
 * The status of these files and folders; with none, only of HEAD.
 * @param paths absolute
 * @param options.untracked false leaves out files that git does not track
 * @throws PlanError `git`; `refused` for a file outside the work tree
 */
export async function workTreeStatus(
  repo: Repository,
  paths: readonly string[],
  env: Env,
  { untracked = true } = {},
): Promise<WorkTreeStatus> {
  const files = paths.map((path) => (path === repo.top ? '.' : repoPath(repo, path)));
  // Git never tracks this name, and no name would mean every file.
  if (files.length === 0) files.push('.git');
  const text = await git(
    repo,
    env,
  )([
    // Without this, git takes the lock of the index and writes it.
    '--no-optional-locks',
    ...['status', '--porcelain=v2', '--branch', '-z', '--no-renames'],
    ...(untracked ? ['--untracked-files=all', '--ignored'] : ['--untracked-files=no']),
    ...['--', ...files.map(literalPathspec)],
  ]);
  const result: WorkTreeStatus = { branch: null, head: null, files: [] };
  for (const record of text.split('\0')) {
    const [kind, ...fields] = record.split(' ');
    if (kind === '#') {
      if (fields[0] === 'branch.oid' && fields[1] !== '(initial)') result.head = fields[1]!;
      if (fields[0] === 'branch.head' && fields[1] !== '(detached)') result.branch = fields[1]!;
    } else if (kind) result.files.push(fileStatus(kind, fields));
  }
  return result;
}

/** How many fields precede the path, which may have spaces, in each kind of record. */
const fieldsBeforePath: Record<string, number> = { '1': 7, u: 9, '?': 0, '!': 0 };

function fileStatus(kind: string, fields: string[]): FileStatus {
  const path = fields.slice(fieldsBeforePath[kind]).join(' ');
  if (kind === '?') return { path, what: 'not yet added to git', staged: false, intended: false };
  if (kind === '!') return { path, what: 'ignored by git', staged: false, intended: false };
  if (kind === 'u') return { path, what: 'in conflict', staged: true, intended: false };
  const [x, y] = fields[0]!;
  const what = [x !== '.' && 'staged', y !== '.' && 'not staged'].filter(Boolean).join(' and ');
  return { path, what, staged: x !== '.', intended: y === 'A', head: fields[5], index: fields[6] };
}

/** A pathspec that matches this path alone. */
export const literalPathspec = (path: string) => `:(literal)${path}`;
