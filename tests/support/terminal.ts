/** A terminal that a test sits at: `script` (of Debian's essential bsdutils) makes it, and the test reads and types. */
import { spawn, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

export interface Terminal {
  /** Everything shown so far, escape sequences and all. */
  shown(): string;
  /** Resolves once this is shown, behind what was shown when something was last typed; with all that is. */
  sees(what: string | RegExp): Promise<string>;
  type(keys: string): void;
  /** Resolves with the exit code once the command has ended. */
  ended(): Promise<number | null>;
}

/** Whether a program is there to test with. Where everything must be, on CI, it is an error that it is not. */
export function has(program: string): boolean {
  const isThere = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  if (!isThere && process.env.CI) throw new Error(`CI must have \`${program}\``);
  return isThere;
}

/** Runs a command of `sh` on a terminal of 100 columns and 40 lines, in the sandbox. */
export function terminal(sandbox: Sandbox, command: string, env: Record<string, string> = {}): Terminal {
  const child = spawn('script', ['-qefc', `stty cols 100 rows 40; ${command}`, '/dev/null'], {
    cwd: sandbox.dir,
    env: { ...sandbox.env, TERM: 'xterm', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let from = 0;
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    look();
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    shown: () => shown,
    sees: (what) =>
      new Promise((resolve) => {
        look = () => {
          const news = shown.slice(from);
          if (typeof what === 'string' ? news.includes(what) : what.test(news)) resolve(news);
        };
        look();
      }),
    type(keys) {
      from = shown.length;
      child.stdin.write(keys);
    },
    ended: () => closed,
  };
}
