/** Checks, before anything is changed, that files can be changed or created and then committed. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PlanError } from '../errors.ts';
import { identityHint, uncommittedEdits, unknownIdentity } from './error-messages.ts';
import { emptyOnExit1, GitError, git } from './git.ts';
import { waitForIndex } from './git-index.ts';
import { type Env, ensureNoOperation, isSparse, type Repository, repoPath } from './repository.ts';
import { literalPathspec, workTreeStatus } from './status.ts';

/** Where a commit would go. */
export interface CommitTarget {
  /** Null on a detached HEAD. */
  branch: string | null;
  /** The full hash of HEAD; null before the first commit. */
  head: string | null;
}

/** The files of a commit, each once; absolute. */
export interface CommitPaths {
  changed: readonly string[];
  /** Files that do not exist yet. */
  created: readonly string[];
}

/**
 * Checks that these files can be committed, and no other work with them. Changes nothing.
 * @throws PlanError `refused`; `busy` when a git command does not end; `git`
 */
export async function preflight(
  repo: Repository,
  { changed, created }: CommitPaths,
  env: Env,
): Promise<CommitTarget> {
  ensureNoOperation(repo);
  await waitForIndex(repo, env);
  const run = git(repo, env);
  const [identity, status, newFiles] = await Promise.allSettled([
    hasIdentity(repo, env) || run(['var', 'GIT_COMMITTER_IDENT']),
    workTreeStatus(repo, changed, env),
    checkNewFiles(repo, created, env),
  ]);
  if (status.status === 'rejected') throw status.reason;
  if (identity.status === 'rejected') throw identityError(identity.reason);
  const { branch, head, files } = status.value;
  if (files.length > 0)
    throw new PlanError(
      'refused',
      uncommittedEdits(files),
      'commit or stash them first, or use `--no-commit`',
    );
  if (newFiles.status === 'rejected') throw newFiles.reason;
  return { branch, head };
}

/**
 * Whether the environment or the usual configuration files name the committer, which saves starting git to ask. If this
 * is wrong, the commit is refused and the change rolled back.
 */
function hasIdentity({ commonDir }: Repository, env: Env): boolean {
  if (env.GIT_COMMITTER_NAME && env.GIT_COMMITTER_EMAIL) return true;
  if (env.GIT_CONFIG_GLOBAL !== undefined || !env.HOME) return false;
  return [join(commonDir, 'config'), join(env.HOME, '.gitconfig')].some((file) => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const [, user = ''] = /^\[user\][ \t]*\n((?:[ \t]+.*(?:\n|$))*)/m.exec(text) ?? [];
    return /^\s+name\s*=\s*\w/m.test(user) && /^\s+email\s*=\s*\S+@\S/m.test(user);
  });
}

/** Git words this in many ways; but when `git status` works and this fails, the identity is missing. */
const identityError = (reason: unknown): unknown =>
  reason instanceof GitError ? new PlanError('refused', unknownIdentity, identityHint) : reason;

/** @param paths absolute @throws PlanError `refused`, `git` */
async function checkNewFiles(repo: Repository, paths: readonly string[], env: Env): Promise<void> {
  if (paths.length === 0) return;
  const files = paths.map((path) => repoPath(repo, path));
  const checks = [existing, ignored, outsideSparseCheckout].map((check) => check(repo, files, env));
  for (const result of await Promise.allSettled(checks)) {
    if (result.status === 'rejected') throw result.reason;
    if (result.value) throw result.value;
  }
}

/** @param files relative to the top */
type NewFileCheck = (repo: Repository, files: readonly string[], env: Env) => Promise<PlanError | undefined>;

/** Whether the work tree or git has the file, or a file where one of its folders would be created. */
const existing: NewFileCheck = async (repo, files, env) => {
  const names = new Set(files.flatMap((file) => [file, ...missingFolders(repo.top, file)]));
  const paths = [...names].map((name) => join(repo.top, name));
  const found = (await workTreeStatus(repo, paths, env)).files.find(({ path }) => names.has(path));
  if (!found) return undefined;
  return existsSync(join(repo.top, found.path))
    ? new PlanError(
        'refused',
        `\`${found.path}\` exists already (${found.what})`,
        'choose another name, or move it',
      )
    : new PlanError(
        'refused',
        `\`${found.path}\` was deleted, but git still tracks it (${found.what})`,
        'commit the deletion first, or choose another name',
      );
};

function missingFolders(top: string, file: string): string[] {
  const folder = dirname(file);
  return folder === '.' || existsSync(join(top, folder)) ? [] : [folder, ...missingFolders(top, folder)];
}

const ignored: NewFileCheck = async (repo, files, env) => {
  // This command does not know `:(literal)`; with the dot, no name starts like a pattern.
  const input = files.map((file) => `./${file}\0`).join('');
  const output = await git(repo, env)(['check-ignore', '--verbose', '-z', '--stdin'], { input }).catch(
    emptyOnExit1,
  );
  const fields = output.split('\0');
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source, line, pattern, file] = fields.slice(at, at + 4);
    if (pattern!.startsWith('!')) continue;
    return new PlanError(
      'refused',
      `git ignores \`${file!.slice(2)}\`, so it can’t be committed: \`${pattern}\` in \`${source}\`, line ${line}`,
      'change that line, or use `--no-commit`',
    );
  }
  return undefined;
};

/** Only `git add` tells this in every version of git, and only of existing files: so it gets empty ones elsewhere. */
const outsideSparseCheckout: NewFileCheck = async (repo, files, env) => {
  if (!isSparse(repo)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'plantrail-'));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    const flags = [`--git-dir=${repo.gitDir}`, `--work-tree=${folder}`, '-c', 'core.fsmonitor=false'];
    await git(repo, env)([...flags, 'add', '--verbose', '--dry-run', '--', ...files.map(literalPathspec)], {
      allow: ['allowUnsafeConfigPaths', 'allowUnsafeFsMonitor'],
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const lines = error.stderr.split('\n');
    const outside = files.filter((file) => lines.includes(file));
    if (outside.length === 0) throw error;
    return new PlanError(
      'refused',
      `${outside.map((file) => `\`${file}\``).join(', ')}: outside this sparse checkout`,
      `include it with \`git sparse-checkout add ${dirname(outside[0]!)}\`, or use \`--no-commit\``,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
