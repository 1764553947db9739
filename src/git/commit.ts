/** Commits files, and nothing else that is staged or changed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { GitError, git } from './git.ts';
import { indexLock, intentToAdd, refreshIndex, waitForIndex } from './git-index.ts';
import type { CommitPaths, CommitTarget } from './preflight.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
import { resolveCommit } from './revisions.ts';
import { literalPathspec } from './status.ts';

export interface CommitRequest {
  /** The whole message, as of `formatMessage`. */
  message: string;
  /** `Name <mail>`; git's own author when absent. */
  author?: string | undefined;
  /** As of `preflight`. */
  target: CommitTarget;
}

export interface CreatedCommit {
  /** The full hash. */
  commit: string;
  /** Null on a detached HEAD. */
  branch: string | null;
  /** What failed after the commit was made. */
  warning: PlanError | null;
}

/**
 * Commits the contents of these files and nothing else; what is staged stays staged. Without files, commits the message
 * alone. Hooks run and signing is honoured.
 * @throws PlanError `incomplete` when somebody else has committed the files; `git` when the commit was refused: HEAD and the index are as before then, except that the index still
 *   has the created files, which `removeIntent` removes; `busy`, `refused`
 */
export async function createCommit(
  repo: Repository,
  { changed, created }: CommitPaths,
  { message, author, target }: CommitRequest,
  env: Env,
): Promise<CreatedCommit> {
  // Git takes any other text for a pattern that finds the author of an earlier commit.
  if (author !== undefined && !/^[^<>\n]*[^<>\s] <[^<>\n]*>$/.test(author))
    throw new PlanError('refused', `\`${author}\` is not an author`, 'write `Name <mail@example.org>`');
  await waitForIndex(repo, env);
  const paths = [...changed, ...created];
  const files = paths.map((path) => literalPathspec(repoPath(repo, path)));
  const args = [
    ...(needsMaintenance(repo) ? [] : ['-c', 'maintenance.auto=false']),
    ...['-c', 'i18n.commitEncoding=UTF-8'],
    ...['commit', '--only', '--cleanup=whitespace', '--file=-'],
  ];
  if (author !== undefined) args.push(`--author=${author}`);
  if (files.length === 0) args.push('--allow-empty');
  let failure: PlanError | null = null;
  let made: Omit<CreatedCommit, 'warning'> | undefined;
  try {
    await intentToAdd(repo, created, env);
    const output = await git(repo, env)([...args, '--', ...files], { input: message, hooks: true });
    const parsed = await parseCommitOutput(repo, output, env);
    if (parsed?.files === files.length) return { ...parsed.made, warning: null };
    // A hook can add files to the commit, or remove the change from it.
    if (parsed && (await touches(repo, parsed.made.commit, files, env))) made = parsed.made;
  } catch (error) {
    failure = asPlanError(error);
  }
  if (!made) {
    // Git can fail after it has moved HEAD: only history shows what was committed.
    const hash = await findByTrailers(repo, target, { message, files }, env);
    if (hash) made = { commit: hash, branch: target.branch };
  }
  if (!made) {
    if (files.length > 0) {
      if (!failure) await dropEmptyCommit(repo, target, files, env);
      else await ensureNotCommittedByOthers(repo, target, files, env);
    }
    throw await refusal(repo, failure, env);
  }
  // The change is committed: from here on, nothing may lead the caller to roll it back.
  const warning = failure ? await refreshIndex(repo, paths, env).then(() => null, asPlanError) : null;
  return { ...made, warning };
}

/**
 * Whether git should run its maintenance after the commit. Letting git decide takes half as long as the commit, so this
 * decides as git does: by the number of loose objects in one of 256 folders. Git runs it in the background, as the
 * user's settings say.
 */
function needsMaintenance({ commonDir }: Repository): boolean {
  const folder = join(commonDir, 'objects/17');
  return existsSync(folder) && readdirSync(folder).length > 6700 / 256;
}

function asPlanError(error: unknown): PlanError {
  if (error instanceof PlanError) return error;
  throw error;
}

/**
 * The commit that git says it made, and how many files it changed: `[main 4b87abc] subject`, ` 1 file changed, …`. The
 * hash and the branch are read from git's files, which saves starting git; unless HEAD has moved since.
 */
async function parseCommitOutput(
  repo: Repository,
  output: string,
  env: Env,
): Promise<{ made: Omit<CreatedCommit, 'warning'>; files: number } | undefined> {
  const [, name = '', short] = /^\[([^\n]*) ([0-9a-f]{4,})\] /.exec(output) ?? [];
  if (short === undefined) return undefined;
  const files = Number(/^ (\d+) files? changed/m.exec(output)?.[1] ?? 0);
  const head = readIfExists(join(repo.gitDir, 'HEAD'));
  const ref = /^ref: (refs\/.*)$/.exec(head)?.[1];
  const hash = ref === undefined ? head : readIfExists(join(repo.commonDir, ref));
  if (hash.startsWith(short))
    return { made: { commit: hash, branch: ref?.replace('refs/heads/', '') ?? null }, files };
  const commit = await resolveCommit(repo, short, env);
  // Only "detached HEAD", in any language, and `main (root-commit)` have a space.
  const [branch = '', ...rest] = name.split(' ');
  const isBranch = rest.length === 0 || rest.join(' ').startsWith('(');
  return commit === null ? undefined : { made: { commit, branch: isBranch ? branch : null }, files };
}

/** Whether a commit changed one of these files. */
async function touches(repo: Repository, commit: string, files: string[], env: Env): Promise<boolean> {
  const args = ['diff-tree', '--root', '-r', '--name-only', '--no-commit-id', commit, '--', ...files];
  return files.length === 0 || (await git(repo, env)(args)) !== '';
}

const readIfExists = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/**
 * The commit since `head` with the trailers of the message, which hooks keep, that changed one of these files, if any;
 * empty when there is none. Trailers tell it from a commit that somebody else made of the same files.
 */
async function findByTrailers(
  repo: Repository,
  { head }: CommitTarget,
  { message, files }: { message: string; files: string[] },
  env: Env,
): Promise<string> {
  const trailers = message.trimEnd().split('\n\n').at(-1)!;
  const since = head === null ? [] : [`^${head}`];
  const args = [
    'log',
    '--reverse',
    '--encoding=UTF-8',
    '--format=%H%n%B',
    '-z',
    'HEAD',
    ...since,
    '--',
    ...files,
  ];
  const commits = (await git(repo, env)(args).catch(emptyBeforeFirstCommit(head))).split('\0');
  return commits.find((text) => text.includes(trailers))?.split('\n')[0] ?? '';
}

/**
 * Checks that no commit since `head` has all these files as they are now: git has nothing to commit then.
 * @throws PlanError `incomplete` when somebody else made such a commit, for example with `git commit --all`
 */
async function ensureNotCommittedByOthers(
  repo: Repository,
  { head }: CommitTarget,
  files: string[],
  env: Env,
): Promise<void> {
  const run = git(repo, env);
  const since = head === null ? [] : [`^${head}`];
  const format = '--format=%h%x00%an';
  const output = await run(['log', '--max-count=1', format, 'HEAD', ...since, '--', ...files]).catch(
    emptyBeforeFirstCommit(head),
  );
  const [commit, author] = output.trim().split('\0');
  if (!commit) return;
  if ((await run(['diff', '--name-only', 'HEAD', '--', ...files])) !== '') return;
  throw new PlanError(
    'incomplete',
    `the change was made, but ${author} committed it in the meantime, as \`${commit}\`: its note, its author and what else the commit message would say are not recorded`,
    `see \`git show ${commit}\`; record a note with \`plan note\`, or undo that commit with \`git revert ${commit}\` and run the command again`,
  );
}

/** Git fails when HEAD still has no commit. */
const emptyBeforeFirstCommit = (head: string | null) => (error: unknown) => {
  if (head === null && error instanceof GitError) return '';
  throw error;
};

/** Removes the empty commit that git made after a hook had removed the change, which the index still has. */
async function dropEmptyCommit(
  repo: Repository,
  { head }: CommitTarget,
  files: string[],
  env: Env,
): Promise<void> {
  const run = git(repo, env);
  const [empty = '', parent] = (await run(['rev-list', '--parents', '--max-count=1', 'HEAD']))
    .trim()
    .split(' ');
  if (head !== null && parent === head) await run(['update-ref', 'HEAD', head, empty]);
  if (head === null && parent === undefined) await run(['update-ref', '-d', 'HEAD', empty]);
  await run(['reset', '--quiet', '--', ...files]);
}

/** The error of a commit that was not made. @param failure of git; null when a hook removed the change */
async function refusal(repo: Repository, failure: PlanError | null, env: Env): Promise<PlanError> {
  if (!failure)
    return new PlanError(
      'git',
      'the commit was refused: a hook removed the change from it',
      await hooksHint(repo, env),
    );
  if (!(failure instanceof GitError)) return failure;
  const lock = indexLock(repo, env);
  const hint = existsSync(lock)
    ? `if no git command is running, delete \`${lock}\``
    : await hooksHint(repo, env);
  const reason = failure.stderr || (failure.exitCode === null ? 'git was killed' : 'git gave no reason');
  return new PlanError('git', `the commit was refused: ${reason}`, hint);
}

/** Names the hooks that may have refused a commit. */
async function hooksHint(repo: Repository, env: Env): Promise<string | null> {
  const folder = resolve(repo.top, (await git(repo, env)(['rev-parse', '--git-path', 'hooks'])).trim());
  const found = ['pre-commit', 'prepare-commit-msg', 'commit-msg']
    .map((name) => join(folder, name))
    .filter((hook) => existsSync(hook));
  if (found.length === 0) return null;
  return `a hook may have refused it: see ${found.map((hook) => `\`${hook}\``).join(', ')}`;
}
