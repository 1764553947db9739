/** The only door to simple-git. Importing it takes its time: load this module where history is read. */
import { type SimpleGitOptions, simpleGit } from 'simple-git';
import { PlanError } from '../errors.ts';
import { environment, type Git, gitMissing, type RunOptions, toGitError } from './git-error.ts';
import type { Env, Repository } from './repository.ts';

export { type Git, GitError, plainEnv, type RunOptions } from './git-error.ts';

/** @param env the whole environment for git and what it runs */
export function git(repo: Repository, env: Env): Git {
  const bytes = (args: readonly string[], { input, hooks = false }: RunOptions = {}) =>
    run(args, {
      top: repo.top,
      input,
      // A hook may leave a program behind that never closes our pipe; elsewhere the pipe's end is the output's end.
      completion: { onClose: true, onExit: hooks && 100 },
      env: environment(repo, env, hooks),
    });
  const text = async (args: readonly string[], options?: RunOptions) =>
    (await bytes(args, options)).toString();
  return Object.assign(text, { bytes });
}

/**
 * simple-git refuses environments and options that could run programs: `PAGER`, `GIT_SSH_COMMAND`. Here they are the
 * user's own, as they would be for git itself; no words of a plan get there.
 */
const trusted = new Proxy<NonNullable<SimpleGitOptions['unsafe']>>({}, { get: () => true });

interface Run {
  top: string;
  env: Env;
  input: string | undefined;
  completion: NonNullable<SimpleGitOptions['completion']>;
}

async function run(args: readonly string[], { top, env, input, completion }: Run): Promise<Buffer> {
  let output: Buffer[] = [];
  let fault: PlanError | undefined;
  const options: Partial<SimpleGitOptions> = {
    baseDir: top,
    unsafe: trusted,
    allowEnvironment: Object.keys(env),
    completion,
    input: () => input,
    // Left to itself, simple-git takes a failure without words for a success.
    errors: (error, { exitCode, stdErr, stdOut }) => {
      output = stdOut;
      if (exitCode === 0) return error;
      // A negative code is the system's.
      const isStarted = exitCode === null || exitCode >= 0;
      fault = isStarted
        ? toGitError(args, exitCode, Buffer.concat(stdErr), Buffer.concat(stdOut))
        : gitMissing();
      return fault;
    },
  };
  try {
    await simpleGit(options)
      .env({ ...env })
      .raw([...args]);
    return Buffer.concat(output);
  } catch (error) {
    throw fault ?? new PlanError('git', `git can’t be run: ${(error as Error).message}`);
  }
}
