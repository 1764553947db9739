/**
 * Git as a bare child, for a change to the plan: everybody waits for those one or two runs, and to load simple-git and
 * have it start a child takes longer than the child itself. Whoever reads history goes by `git.ts`.
 */
import { spawn } from 'node:child_process';
import { PlanError } from '../errors.ts';
import { environment, type Git, gitMissing, type RunOptions, toGitError } from './git-error.ts';
import type { Env, Repository } from './repository.ts';

export { GitError } from './git-error.ts';

/** How long the output of a git that has ended is waited for, in milliseconds, where a hook may have left its pipe open. */
const grace = 100;

/** @param env the whole environment for git and what it runs */
export function git(repo: Repository, env: Env): Git {
  const bytes = (args: readonly string[], options?: RunOptions) => run(repo, env, args, options);
  const text = async (args: readonly string[], options?: RunOptions) =>
    (await bytes(args, options)).toString();
  return Object.assign(text, { bytes });
}

function run(
  repo: Repository,
  env: Env,
  args: readonly string[],
  { input, hooks = false }: RunOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: repo.top,
      env: environment(repo, env, hooks),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout!.on('data', (chunk) => out.push(chunk));
    child.stderr!.on('data', (chunk) => err.push(chunk));
    // A git that ends early reads no more; how it ended says why.
    child.stdin?.on('error', () => {}).end(input);
    const end = (code: number | null) => {
      child.stdout!.destroy();
      child.stderr!.destroy();
      if (code === 0) resolve(Buffer.concat(out));
      else reject(toGitError(args, code, Buffer.concat(err), Buffer.concat(out)));
    };
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT' ? gitMissing() : new PlanError('git', `git can’t be run: ${error.message}`),
      ),
    );
    child.on('close', end);
    // A hook may leave a program behind that never closes our pipe; elsewhere the pipe's end is the output's end.
    if (hooks) child.on('exit', (code) => setTimeout(end, grace, code).unref());
  });
}
