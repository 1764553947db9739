/** Terminals for tests, made by `script` of util-linux. The test reads the screen and types. */
import { spawn, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './sandbox.ts';

export interface Terminal {
  /** All output so far, with escape sequences. */
  shown(): string;
  /** Resolves when this appears in the output since the last typing. @returns that output */
  sees(what: string | RegExp): Promise<string>;
  type(keys: string): void;
  /** Resolves with the exit code when the command has ended. */
  ended(): Promise<number | null>;
}

/** Whether a program is installed. @throws in CI, if it is missing */
export function has(program: string): boolean {
  const isInstalled = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  if (!isInstalled && process.env.CI) throw new Error(`\`${program}\` must be installed in CI`);
  return isInstalled;
}

/** Runs a shell command in the sandbox, on a terminal with 100 columns. */
export function terminal(
  sandbox: Sandbox,
  command: string,
  { env = {}, rows = 40 }: { env?: Record<string, string>; rows?: number } = {},
): Terminal {
  const child = spawn('script', ['-qefc', `stty cols 100 rows ${rows}; ${command}`, '/dev/null'], {
    cwd: sandbox.dir,
    env: { ...sandbox.env, TERM: 'xterm', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  let from = 0;
  let check = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    check();
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    shown: () => shown,
    sees: (what) =>
      new Promise((resolve) => {
        check = () => {
          const recent = shown.slice(from);
          if (typeof what === 'string' ? recent.includes(what) : what.test(recent)) resolve(recent);
        };
        check();
      }),
    type(keys) {
      from = shown.length;
      child.stdin.write(keys);
    },
    ended: () => closed,
  };
}
