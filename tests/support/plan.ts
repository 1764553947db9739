/** Runs `plan`: in this process, with other streams and another clock, or as the built program. */
import type { System } from '../../src/io.ts';
import type { ProcessResult, RunOptions, Sandbox } from './sandbox.ts';
import { program } from './shipped.ts';

// The build defines it.
Object.assign(globalThis, { PLANTRAIL_VERSION: '0.0.0' });
const { main } = await import('../../src/main.ts');

export interface PlanResult {
  /** Bytes are decoded as Latin-1. */
  stdout: string;
  stderr: string;
  code: number;
}

/** Arguments, or a text to split at spaces. */
export type Words = string | readonly string[];

const argvOf = (words: Words): readonly string[] => (typeof words === 'string' ? words.split(' ') : words);

/**
 * Runs `plan` in this process, without a terminal. Today is 2026-11-24 unless PLAN_TODAY is set.
 * @param where a sandbox, with its environment, or a folder, with an empty one
 * @param own other parts of the process
 */
export async function plan(
  where: Sandbox | string,
  words: Words,
  { input = '', env, ...own }: Partial<System> & { input?: string } = {},
): Promise<PlanResult> {
  const result = { stdout: '', stderr: '' };
  const io: System = {
    out: (data) => {
      result.stdout += typeof data === 'string' ? data : Buffer.from(data).toString('latin1');
    },
    err: (text) => {
      result.stderr += text;
    },
    readStdin: async () => input,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    height: 24,
    showInPager: async () => false,
    cwd: typeof where === 'string' ? where : where.dir,
    program: [process.execPath, program],
    env: { ...(typeof where === 'string' ? {} : where.env), ...env },
    dayIn,
    deferSignals: async (work) => ({ result: await work(), interrupted: false }),
    ...own,
  };
  const code = await main(argvOf(words), io);
  return { ...result, code };
}

/** Runs the built program in a process of its own. */
export const planProcess = (sandbox: Sandbox, words: Words, options?: RunOptions): Promise<ProcessResult> =>
  sandbox.run('plan', argvOf(words), options);

/** The day of a Unix time in a time zone; a fixed day for today. */
function dayIn(timeZone: string, at?: number): string {
  if (at === undefined) return '2026-11-24';
  const moment = new Date(at * 1000);
  try {
    // The Swedish format is YYYY-MM-DD.
    return moment.toLocaleDateString('sv-SE', { timeZone });
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}
