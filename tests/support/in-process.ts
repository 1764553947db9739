/** Runs `plan` in the test's own process, with streams and a clock of the test's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '../../src/io.ts';
import type { Ran, RunOptions, Sandbox } from './sandbox.ts';
import { program } from './shipped.ts';

// The build sets it; here nothing is built.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
Object.assign(globalThis, { PLANTRAIL_VERSION: version });
const { main } = await import('../../src/main.ts');

export interface Told {
  /** Of bytes, each as one character. */
  out: string;
  err: string;
  code: number;
}

/** Runs `plan …argv` in the folder `cwd`, on the same day wherever it runs, in a pipe unless told otherwise. */
export async function plan(cwd: string, argv: readonly string[], own: Partial<System> = {}): Promise<Told> {
  const told = { out: '', err: '' };
  const io: System = {
    out: (data) => {
      told.out += typeof data === 'string' ? data : Buffer.from(data).toString('latin1');
    },
    err: (text) => {
      told.err += text;
    },
    readStdin: async () => '',
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    height: 24,
    page: async () => false,
    cwd,
    program: [],
    env: {},
    dayIn,
    deferSignals: async (work) => ({ result: await work(), interrupted: false }),
    ...own,
  };
  const code = await main(argv, io);
  return { ...told, code };
}

/** Today is always the same day; a moment has the day that it has in the time zone. */
function dayIn(timeZone: string, at?: number): string {
  if (at === undefined) return '2026-11-24';
  const moment = new Date(at * 1000);
  try {
    // Swedes write a day as YYYY-MM-DD.
    return moment.toLocaleDateString('sv-SE', { timeZone });
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}

/** Runs `plan` in a sandbox, with its environment; `output` is what a terminal would show: both streams in order. */
export async function planIn(
  box: Sandbox,
  words: readonly string[],
  { input = '', env = {}, cwd = box.dir }: RunOptions = {},
): Promise<Ran & { output: string }> {
  let output = '';
  const stdout: Buffer[] = [];
  let stderr = '';
  const { code } = await plan(cwd, words, {
    out: (data) => {
      stdout.push(Buffer.from(data as string));
      output += typeof data === 'string' ? data : Buffer.from(data).toString();
    },
    err: (text) => {
      stderr += text;
      output += text;
    },
    readStdin: async () => input,
    env: { ...box.env, ...env },
    program: [process.execPath, program],
  });
  return { stdout: Buffer.concat(stdout).toString(), stderr, output, code, signal: null };
}
