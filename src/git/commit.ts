/** Recording a change: what must hold before anything is touched, and the commit. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { GitError, git } from './git.ts';
import { lockOf, refreshIndex, waitForIndex } from './index-lock.ts';
import { checkNewFiles, intentToAdd } from './intent-to-add.ts';
import { identityHint, uncommittedEdits, unknownIdentity } from './messages.ts';
import { type Env, operationInProgress, type Repository, repoPath } from './repository.ts';
import { literalPathspec, status } from './status.ts';

/** Where a commit would go. */
export interface CommitTarget {
  /** Null where HEAD is detached. */
  branch: string | null;
  /** The full hash of HEAD; null before the first commit. */
  head: string | null;
}

/** The files a commit is of, each once; absolute. */
export interface Files {
  changed: readonly string[];
  /** Those that do not exist before. */
  created: readonly string[];
}

/**
 * Sees that these files can be changed, or made, and committed, and nobody else's work with them. Touches nothing.
 * @throws PlanError `refused`, with the way out; `busy` where a git command does not end; `git`
 */
export async function preflight(
  repo: Repository,
  { changed, created }: Files,
  env: Env,
): Promise<CommitTarget> {
  const found = operationInProgress(repo);
  if (found) throw new PlanError('refused', `${found.what} is under way in \`${repo.top}\``, found.wayOut);
  await waitForIndex(repo, env);
  const run = git(repo, env);
  const [identity, state, creation] = await Promise.allSettled([
    isNamed(repo, env) || run(['var', 'GIT_COMMITTER_IDENT']),
    status(repo, changed, env),
    checkNewFiles(repo, created, env),
  ]);
  if (state.status === 'rejected') throw state.reason;
  if (identity.status === 'rejected') throw identityMissing(identity.reason);
  const { branch, head, files } = state.value;
  if (files.length > 0)
    throw new PlanError(
      'refused',
      uncommittedEdits(files),
      'commit or stash them first, or use `--no-commit`',
    );
  if (creation.status === 'rejected') throw creation.reason;
  return { branch, head };
}

/**
 * Whether git plainly knows who commits, by its environment or its usual files: then a child is spared that would ask.
 * Should this be mistaken, the commit is refused and the change put back.
 */
function isNamed({ commonDir }: Repository, env: Env): boolean {
  if (env.GIT_COMMITTER_NAME && env.GIT_COMMITTER_EMAIL) return true;
  if (env.GIT_CONFIG_GLOBAL !== undefined || !env.HOME) return false;
  return [join(commonDir, 'config'), join(env.HOME, '.gitconfig')].some((file) => {
    const [, user = ''] = /^\[user\][ \t]*\n((?:[ \t]+.*(?:\n|$))*)/m.exec(readIfThere(file)) ?? [];
    return /^\s+name\s*=\s*\w/m.test(user) && /^\s+email\s*=\s*\S+@\S/m.test(user);
  });
}

/** Git names its reasons in many words; but where `status` works and this does not, there is only one. */
function identityMissing(reason: unknown): unknown {
  if (!(reason instanceof GitError)) return reason;
  return new PlanError('refused', unknownIdentity, identityHint);
}

/**
 * Commits what these files now hold, and nothing else; what is staged stays staged. Without any files, the commit holds
 * its message alone. Hooks run and signing is honoured.
 * @param message whole, as of `compose`
 * @param author `Name <mail>`; git's own where absent
 * @param standing as of `preflight`
 * @returns the full hash of the commit, the branch it went to, and what went wrong after it was made
 * @throws PlanError `git` where the commit was refused: HEAD is as before then, and so is the index, but for the created
 *   files, which are to be forgotten; `busy`, `refused`
 */
export async function commit(
  repo: Repository,
  { changed, created }: Files,
  { message, author, standing }: { message: string; author?: string | undefined; standing: CommitTarget },
  env: Env,
): Promise<{ commit: string; branch: string | null; warning: PlanError | null }> {
  // Anything else git takes for a pattern to find an earlier commit's author by.
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
  let refusal: PlanError | null = null;
  try {
    await intentToAdd(repo, created, env);
    const told = await git(repo, env)([...args, '--', ...files], { input: message, hooks: true });
    const made = parseCommitOutput(repo, told, files.length);
    if (made) return { commit: made, branch: standing.branch, warning: null };
  } catch (error) {
    refusal = asFault(error);
  }
  // Git can fail after it has moved HEAD, and a hook can take the change out again: history alone tells.
  const made = await (files.length === 0
    ? findByTrailers(repo, standing, message, env)
    : findByPaths(repo, standing, files, env));
  if (!made) {
    if (!refusal && files.length > 0) await resetEmptyCommit(repo, standing, files, env);
    throw await refused(repo, refusal, env);
  }
  // From here on the change is recorded, and nothing may lead anybody to take it back.
  const warning = refusal ? await refreshIndex(repo, paths, env).then(() => null, asFault) : null;
  return { commit: made, branch: standing.branch, warning };
}

/**
 * Whether git is to look after its objects once the commit is made. To ask itself that takes it half as long as the
 * commit, so we ask as it does: by how many objects of a 256th of all lie loose. What it then has to do, it does behind
 * everybody's back, and as the user's settings say.
 */
function needsMaintenance({ commonDir }: Repository): boolean {
  const folder = join(commonDir, 'objects/17');
  return existsSync(folder) && readdirSync(folder).length > 6700 / 256;
}

function asFault(error: unknown): PlanError {
  if (error instanceof PlanError) return error;
  throw error;
}

/**
 * The commit that git says it made of that many files: `[main 4b87abc] subject`, ` 1 file changed, …`. Its full hash is
 * read from where the branch keeps it, which spares asking git; undefined where either can't be seen at a glance.
 * Of no files git says nothing.
 */
function parseCommitOutput(
  { gitDir, commonDir }: Repository,
  told: string,
  files: number,
): string | undefined {
  const short = /^\[[^\n]* ([0-9a-f]{4,})\] /.exec(told)?.[1];
  const changed = /^ (\d+) files? changed/m.exec(told)?.[1];
  if (short === undefined || Number(changed ?? 0) !== files) return undefined;
  const head = readIfThere(join(gitDir, 'HEAD'));
  const ref = /^ref: (refs\/.*)$/.exec(head)?.[1];
  const hash = ref === undefined ? head : readIfThere(join(commonDir, ref));
  return hash.startsWith(short) ? hash : undefined;
}

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

async function findByPaths(
  repo: Repository,
  { head }: CommitTarget,
  files: string[],
  env: Env,
): Promise<string> {
  const since = head === null ? [] : [`^${head}`];
  try {
    return (await git(repo, env)(['rev-list', '--max-count=1', 'HEAD', ...since, '--', ...files])).trim();
  } catch (error) {
    if (head === null && error instanceof GitError) return '';
    throw error;
  }
}

/** Of a commit without files nothing tells but its message, whose trailers no hook leaves out. */
async function findByTrailers(
  repo: Repository,
  { head }: CommitTarget,
  message: string,
  env: Env,
): Promise<string> {
  const trailers = message.trimEnd().split('\n\n').at(-1)!;
  const since = head === null ? [] : [`^${head}`];
  const log = ['log', '--reverse', '--encoding=UTF-8', '--format=%H%n%B', '-z', 'HEAD', ...since];
  try {
    const commits = (await git(repo, env)(log)).split('\0');
    return commits.find((text) => text.includes(trailers))?.split('\n')[0] ?? '';
  } catch (error) {
    if (head === null && error instanceof GitError) return '';
    throw error;
  }
}

/** Where a hook took the change out, git made a commit without it, and its index has the change nevertheless. */
async function resetEmptyCommit(
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

async function refused(repo: Repository, fault: PlanError | null, env: Env): Promise<PlanError> {
  if (!fault)
    return new PlanError(
      'git',
      'the commit was refused: a hook took the change out of it',
      await hooks(repo, env),
    );
  if (!(fault instanceof GitError)) return fault;
  const lock = lockOf(repo, env);
  const hint = existsSync(lock)
    ? `if no git command is at work here any more, delete \`${lock}\``
    : await hooks(repo, env);
  const said = fault.stderr
    ? `: ${fault.stderr}`
    : fault.exitCode === null
      ? ': git was killed'
      : ', without a word';
  return new PlanError('git', `the commit was refused${said}`, hint);
}

/** Which hooks may have had a hand in it. */
async function hooks(repo: Repository, env: Env): Promise<string | null> {
  const folder = resolve(repo.top, (await git(repo, env)(['rev-parse', '--git-path', 'hooks'])).trim());
  const found = ['pre-commit', 'prepare-commit-msg', 'commit-msg']
    .map((name) => join(folder, name))
    .filter((hook) => existsSync(hook));
  if (found.length === 0) return null;
  return `look at ${found.map((hook) => `\`${hook}\``).join(', ')}: a hook may have refused it`;
}
