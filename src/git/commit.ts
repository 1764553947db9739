/** Commits files, and nothing else that is staged or changed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { GitError, git } from './git.ts';
import { indexLock, intentToAdd, refreshIndex, waitForIndex } from './git-index.ts';
import type { CommitPaths, CommitTarget } from './preflight.ts';
import { type Env, type Repository, repoPath } from './repository.ts';
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
 * @throws PlanError `git` when the commit was refused: HEAD and the index are as before then, except that the index still
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
  try {
    await intentToAdd(repo, created, env);
    const output = await git(repo, env)([...args, '--', ...files], { input: message, hooks: true });
    const hash = parseCommitOutput(repo, output, files.length);
    if (hash) return { commit: hash, branch: target.branch, warning: null };
  } catch (error) {
    failure = asPlanError(error);
  }
  // Git can fail after it has moved HEAD, and a hook can remove the change: only history shows what was committed.
  const hash = await (files.length === 0
    ? findByTrailers(repo, target, message, env)
    : findByPaths(repo, target, files, env));
  if (!hash) {
    if (!failure && files.length > 0) await dropEmptyCommit(repo, target, files, env);
    throw await refusal(repo, failure, env);
  }
  // The change is committed: from here on, nothing may lead the caller to roll it back.
  const warning = failure ? await refreshIndex(repo, paths, env).then(() => null, asPlanError) : null;
  return { commit: hash, branch: target.branch, warning };
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
 * The full hash of the commit that git says it made of that many files: `[main 4b87abc] subject`, ` 1 file changed, …`.
 * The hash is read from the branch's file, which saves starting git; undefined when the output or the file does not show
 * it.
 */
function parseCommitOutput(
  { gitDir, commonDir }: Repository,
  output: string,
  files: number,
): string | undefined {
  const short = /^\[[^\n]* ([0-9a-f]{4,})\] /.exec(output)?.[1];
  const changed = /^ (\d+) files? changed/m.exec(output)?.[1];
  if (short === undefined || Number(changed ?? 0) !== files) return undefined;
  const head = readIfExists(join(gitDir, 'HEAD'));
  const ref = /^ref: (refs\/.*)$/.exec(head)?.[1];
  const hash = ref === undefined ? head : readIfExists(join(commonDir, ref));
  return hash.startsWith(short) ? hash : undefined;
}

const readIfExists = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/** The newest commit since `head` that changed these files; empty when there is none. */
async function findByPaths(
  repo: Repository,
  { head }: CommitTarget,
  files: string[],
  env: Env,
): Promise<string> {
  const since = head === null ? [] : [`^${head}`];
  const output = await git(
    repo,
    env,
  )(['rev-list', '--max-count=1', 'HEAD', ...since, '--', ...files]).catch(emptyBeforeFirstCommit(head));
  return output.trim();
}

/** The commit with the trailers of the message, which hooks keep, for a commit without files; empty when there is none. */
async function findByTrailers(
  repo: Repository,
  { head }: CommitTarget,
  message: string,
  env: Env,
): Promise<string> {
  const trailers = message.trimEnd().split('\n\n').at(-1)!;
  const since = head === null ? [] : [`^${head}`];
  const args = ['log', '--reverse', '--encoding=UTF-8', '--format=%H%n%B', '-z', 'HEAD', ...since];
  const commits = (await git(repo, env)(args).catch(emptyBeforeFirstCommit(head))).split('\0');
  return commits.find((text) => text.includes(trailers))?.split('\n')[0] ?? '';
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
