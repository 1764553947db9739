/** A real terminal to run the program in, whose keys a test presses: `script` of util-linux makes one. */
import { spawn, spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** Skips the test where these programs are missing, but not in CI, which has them. */
export function needs({ skip }: TestContext, ...programs: string[]): void {
  const missing = programs.filter((each) => spawnSync(each, ['--version']).error);
  if (missing.length > 0 && !process.env.CI) skip(`not installed here: ${missing.join(', ')}`);
}

/** A key to press, or what else to do, once the terminal shows this after what it showed before the last one. */
export type Key = readonly [when: RegExp, press: string | (() => void)];

/**
 * Runs a command of Bash in a terminal of 100 columns.
 * @returns all that the terminal was sent, line breaks as `\n`, and the exit code
 */
export function inTerminal(
  { dir, env }: Sandbox,
  command: string,
  {
    rows = 10,
    keys = [],
    own = {},
  }: { rows?: number; keys?: readonly Key[]; own?: Record<string, string> } = {},
): Promise<{ screen: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const typed = `stty rows ${rows} cols 100; ${command}`;
    const child = spawn(
      'script',
      ['--quiet', '--return', '--command', `bash -c '${typed.replaceAll("'", "'\\''")}'`, '/dev/null'],
      {
        cwd: dir,
        env: { ...env, TERM: 'xterm', ...own },
      },
    );
    let screen = '';
    let seen = 0;
    const left = [...keys];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      const [next] = left;
      if (!next?.[0].test(screen.slice(seen))) return;
      seen = screen.length;
      left.shift();
      const [, press] = next;
      if (typeof press === 'string') child.stdin.write(press);
      else press();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ screen: screen.replaceAll('\r\n', '\n'), code }));
  });
}
