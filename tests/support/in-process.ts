/** The program in this process: its whole output, its talk and its exit code, with nothing of the machine's in it. */
import type { System } from '../../src/io.ts';

// The build sets it; here nothing is built.
Object.assign(globalThis, { PLANTRAIL_VERSION: '0.0.0' });
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
    dayIn: () => '2026-11-24',
    deferSignals: async (work) => ({ result: await work(), interrupted: false }),
    ...own,
  };
  const code = await main(argv, io);
  return { ...told, code };
}
