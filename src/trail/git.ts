/** The only door to simple-git. Importing it takes its time: load this module where history is read or written. */
import { type SimpleGitOptions, simpleGit } from 'simple-git';
import { Fault } from '../trouble.ts';
import type { Env, Repository } from './repository.ts';

/**
 * Git in one work tree. Runs may overlap. `args` are as for git itself, `['log', '-1', '--', path]`: what comes from
 * elsewhere belongs behind `--` or `--end-of-options`. A run that prints nothing takes 50 ms longer, so let it print.
 */
export interface Git {
  /** Resolves with what git printed. @throws GitFault for any end but a good one; Fault `git` where there is no git */
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
export class GitFault extends Fault {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** What git, or a hook, had to say: often several lines, sometimes none. */
  readonly said: string;
  /** What git printed all the same. */
  readonly printed: string;

  constructor(verb: string, exitCode: number | null, said: string, printed = '') {
    const end = exitCode === null ? 'it was killed' : `exit code ${exitCode}`;
    super('git', `\`git ${verb}\` failed${said ? `: ${said}` : ` and said nothing (${end})`}`);
    this.exitCode = exitCode;
    this.said = said;
    this.printed = printed;
  }
}

/** @param env the whole environment for git and what it runs */
export function git({ top, gitDir }: Repository, env: Env): Git {
  const bytes = (args: readonly string[], { input, hooks = false }: RunOptions = {}) =>
    run(args, {
      top,
      input,
      // A hook may leave a program behind that never closes our pipe; elsewhere the pipe's end is the output's end.
      completion: { onClose: true, onExit: hooks && 100 },
      env: { ...atTop({ top, gitDir }, env), ...(!hooks && plain) },
    });
  const text = async (args: readonly string[], options?: RunOptions) =>
    (await bytes(args, options)).toString();
  return Object.assign(text, { bytes });
}

/** Git is started at the top: relative paths in these would lead elsewhere from there. */
const atTop = ({ top, gitDir }: Pick<Repository, 'top' | 'gitDir'>, env: Env): Env => ({
  ...env,
  ...(env.GIT_DIR && { GIT_DIR: gitDir, GIT_WORK_TREE: top }),
});

/** The environment of a git whose output is to be parsed. */
export const parsable = (repo: Repository, env: Env): Env => ({ ...atTop(repo, env), ...plain });

/** Hooks, and people, get their own language; what is to be parsed comes in none. */
const plain = { LC_ALL: 'C', LANGUAGE: '' };

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
  let fault: Fault | undefined;
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
      const printed = Buffer.concat(stdOut).toString();
      fault = failure(args, exitCode, said(stdErr) || printed.trim(), printed);
      return fault;
    },
  };
  try {
    await simpleGit(options)
      .env({ ...env })
      .raw([...args]);
    return Buffer.concat(output);
  } catch (error) {
    throw fault ?? new Fault('git', `git can’t be run: ${(error as Error).message}`);
  }
}

/** A negative code is the system's: there was nothing to run. */
function failure(args: readonly string[], exitCode: number | null, words: string, printed: string): Fault {
  if (exitCode !== null && exitCode < 0)
    return new Fault('git', 'git can’t be run', 'install git, or see that it is on the `PATH`');
  const verb = args.find((arg) => /^[a-z][a-z-]+$/.test(arg)) ?? '';
  return new GitFault(verb, exitCode, words, printed);
}

const said = (chunks: Buffer[]) => Buffer.concat(chunks).toString().trim();
