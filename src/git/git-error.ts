/** Git runs, as whoever asks for one sees them, whichever way git is started. */
import { PlanError } from '../errors.ts';
import type { Env, Repository } from './repository.ts';

/**
 * Git in one work tree. Runs may overlap. `args` are as for git itself, `['log', '-1', '--', path]`: what comes from
 * elsewhere belongs behind `--` or `--end-of-options`.
 */
export interface Git {
  /** Resolves with what git printed. @throws GitError for any end but a good one; PlanError `git` where there is no git */
  (args: readonly string[], options?: RunOptions): Promise<string>;
  /** The same for output that is not text. */
  bytes(args: readonly string[], options?: RunOptions): Promise<Buffer>;
}

export interface RunOptions {
  /** For git to read. */
  input?: string | undefined;
  /** The command may run the user's own programs, that is hooks. */
  hooks?: boolean;
}

/** Git failed. */
export class GitError extends PlanError {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** What git, or a hook, had to say: often several lines, sometimes none. */
  readonly stderr: string;
  /** What git printed all the same. */
  readonly stdout: string;

  constructor(command: string, exitCode: number | null, said: string, printed = '') {
    const end = exitCode === null ? 'it was killed' : `exit code ${exitCode}`;
    super('git', `\`git ${command}\` failed${said ? `: ${said}` : ` and said nothing (${end})`}`);
    this.exitCode = exitCode;
    this.stderr = said;
    this.stdout = printed;
  }
}

/** The fault of a run that ended with this code and these words. */
export function toGitError(
  args: readonly string[],
  exitCode: number | null,
  err: Buffer,
  out: Buffer,
): PlanError {
  const [words, printed] = [err.toString().trim(), out.toString()];
  const command = args.find((arg) => /^[a-z][a-z-]+$/.test(arg)) ?? '';
  return new GitError(command, exitCode, words || printed.trim(), printed);
}

/** There was nothing to run. */
export const gitMissing = () =>
  new PlanError('git', 'git can’t be run', 'install git, or see that it is on the `PATH`');

/** The environment of a git whose output is to be parsed, or of one whose hooks speak to the user. */
export const environment = (repo: Repository, env: Env, hooks = false): Env =>
  hooks ? atTop(repo, env) : plainEnv(repo, env);

/** The environment of a git whose output is to be parsed: hooks, and people, get their own language; this has none. */
export const plainEnv = (repo: Repository, env: Env): Env => ({
  ...atTop(repo, env),
  LC_ALL: 'C',
  LANGUAGE: '',
});

/** Git is started at the top: relative paths in these would lead elsewhere from there. */
const atTop = ({ top, gitDir }: Repository, env: Env): Env => ({
  ...env,
  ...(env.GIT_DIR && { GIT_DIR: gitDir, GIT_WORK_TREE: top }),
});
