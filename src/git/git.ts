/** Starts git. No other module does. */
import { spawn } from 'node:child_process';
import type { SimpleGitOptions } from 'simple-git';
import { PlanError } from '../errors.ts';
import type { Env, Repository } from './repository.ts';

/**
 * Runs git in one work tree. Runs may overlap. `args` are as for git itself, `['log', '-1', '--', path]`: put text from
 * outside the program behind `--` or `--end-of-options`.
 */
export interface Git {
  /** Resolves with what git printed. @throws GitError when git fails; PlanError `git` when it can’t be started */
  (args: readonly string[], options?: RunOptions): Promise<string>;
  /** The same as bytes. */
  bytes(args: readonly string[], options?: RunOptions): Promise<Buffer>;
  /** What git prints, as it comes. Git is ended when the caller stops reading. Throws as above. */
  stream(args: readonly string[], input: string): AsyncGenerator<Buffer, void>;
}

interface RunOptions {
  /** Standard input. */
  input?: string | undefined;
  /** The command may run the user's own programs, such as hooks. */
  hooks?: boolean;
  /** The safety checks of simple-git that these arguments would fail. */
  allow?: readonly (keyof NonNullable<SimpleGitOptions['unsafe']>)[];
}

/** Git failed. */
export class GitError extends PlanError {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** The message of git or of a hook: often several lines, sometimes none. */
  readonly stderr: string;
  readonly stdout: string;

  constructor(args: readonly string[], exitCode: number | null, stderr: string, stdout = '') {
    const command = args.find((arg) => /^[a-z][a-z-]+$/.test(arg)) ?? '';
    const message = stderr.trim() || stdout.trim();
    const end = exitCode === null ? 'it was killed' : `exit code ${exitCode}`;
    super('git', `\`git ${command}\` failed${message ? `: ${message}` : ` without a message (${end})`}`);
    this.exitCode = exitCode;
    this.stderr = message;
    this.stdout = stdout;
  }
}

/** For `catch`: an empty text when git exited with 1, which often means "none". */
export function emptyOnExit1(error: unknown): string {
  if (error instanceof GitError && error.exitCode === 1) return '';
  throw error;
}

/** @param env the whole environment of git and of the programs that it runs */
export function git(repo: Repository, env: Env): Git {
  const bytes = (args: readonly string[], options?: RunOptions) => run(repo, env, args, options);
  const text = async (args: readonly string[], options?: RunOptions) =>
    (await bytes(args, options)).toString();
  const output = (args: readonly string[], input: string) => stream(repo, env, args, input);
  return Object.assign(text, { bytes, stream: output });
}

function environment({ top, gitDir }: Repository, env: Env, hooks = false): Env {
  return {
    ...env,
    // Git starts at the top, so a relative path in these would lead elsewhere.
    ...(env.GIT_DIR && { GIT_DIR: gitDir, GIT_WORK_TREE: top }),
    // Output that is parsed is not translated; hooks get the user's language.
    ...(!hooks && { LC_ALL: 'C', LANGUAGE: '' }),
  };
}

const notStarted = () => new PlanError('git', 'git can’t be run', 'install git, or put it on the `PATH`');

/** For how many milliseconds a hook's background process may keep the output open after git has ended. */
const gracePeriod = 100;

async function run(
  repo: Repository,
  env: Env,
  args: readonly string[],
  { input, hooks = false, allow = [] }: RunOptions = {},
): Promise<Buffer> {
  // Loaded here, so that a command that does not start git does not load them.
  const [{ simpleGit }, { parseEnv }] = await Promise.all([
    import('simple-git'),
    import('@simple-git/argv-parser'),
  ]);
  const childEnv = environment(repo, env, hooks);
  // The environment is the user's own, as it is for git itself; arguments are checked.
  const inEnv = parseEnv(childEnv).vulnerabilities.map(({ category }) => category);
  let output: Buffer[] = [];
  let failure: PlanError | undefined;
  const runner = simpleGit({
    baseDir: repo.top,
    allowEnvironment: Object.keys(childEnv),
    unsafe: {
      ...Object.fromEntries([...inEnv, ...allow].map((name) => [name, true])),
      // The check is an environment variable that hooks and filters inherit, and their own git may fail by it.
      allowAbbreviatedOptions: true,
    },
    completion: { onClose: true, onExit: hooks && gracePeriod },
    input: () => input,
    // By default simple-git takes a failure without a message for success.
    errors: (error, { exitCode, stdErr, stdOut }) => {
      output = stdOut;
      if (exitCode === 0) return error;
      // Negative: the system could not start it.
      const isStarted = exitCode === null || exitCode >= 0;
      failure = isStarted
        ? new GitError(args, exitCode, Buffer.concat(stdErr).toString(), Buffer.concat(stdOut).toString())
        : notStarted();
      return failure;
    },
  });
  // simple-git waits 50 ms for a git that has printed nothing, unless it sees a chunk, which may be empty.
  runner.outputHandler((_, stdout) => stdout.once('end', () => stdout.emit('data', Buffer.alloc(0))));
  try {
    await runner.env({ ...childEnv }).raw([...args]);
    return Buffer.concat(output);
  } catch (error) {
    throw failure ?? new PlanError('git', `git can’t be run: ${(error as Error).message}`);
  }
}

/**
 * A plain child process, since simple-git resolves only when it has all output. Nothing else needs one: compared with
 * plain child processes, simple-git makes `update` take 1.07 times as long, `log` without a cache 1.09 and
 * `list --known` 1.1 (medians of 20 pairs, Node 20 and 22).
 */
async function* stream(
  repo: Repository,
  env: Env,
  args: readonly string[],
  input: string,
): AsyncGenerator<Buffer, void> {
  const child = spawn('git', args, { cwd: repo.top, env: { ...environment(repo, env) }, stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', () => reject(notStarted()));
    child.on('close', resolve);
  });
  // A caller that stops reading does not wait for the end.
  ended.catch(() => {});
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {}).end(input);
  try {
    yield* child.stdout;
    const exitCode = await ended;
    if (exitCode !== 0) throw new GitError(args, exitCode, stderr);
  } finally {
    child.kill();
  }
}
