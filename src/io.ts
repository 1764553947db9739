/** The process behind an interface: streams, terminal, environment, clock, pager and signals. */
import { fstatSync, writeSync } from 'node:fs';
import { PlanError } from './errors.ts';

/** What a command uses of the process. Tests pass their own; no other module touches `process` or `console`. */
export interface System {
  /** Writes to standard output. */
  out(data: string | Uint8Array): void;
  /** Writes to standard error: errors, warnings, progress. */
  err(text: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** For prompts; useful only when both are terminals. */
  readonly promptStreams?: { input: NodeJS.ReadStream; output: NodeJS.WriteStream };
  /** Columns of the terminal; 80 without one. */
  readonly width: number;
  /** Lines of the terminal; 24 when unknown. */
  readonly height: number;
  readonly cwd: string;
  /** The command line that starts this program: the path of Node and that of the first file. */
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The day, `YYYY-MM-DD`, in a time zone; in UTC when the zone is unknown.
   * @param at seconds since 1970; now when absent
   */
  dayIn(timeZone: string, at?: number): string;
  /**
   * Shows a text in a pager, which has the terminal until it ends.
   * @param command a shell command that reads standard input
   * @returns whether there is such a command
   */
  showInPager(command: string, text: string): Promise<boolean>;
  /** Runs `work` without ending on SIGINT, SIGTERM or SIGHUP. @returns its result, and whether a signal came */
  deferSignals<T>(work: () => Promise<T>): Promise<{ result: T; interrupted: boolean }>;
}

const handledSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** As for git: `less` ends at once when one screen is enough, keeps colours, and leaves the text on the screen. */
const pagerDefaults = { LESS: 'FIRX', LV: '-c' };

/**
 * The real process. Node's streams are created on demand, because that takes longer than a short command. When a reader
 * closes the pipe, as in `plan list | head -1`, that is no error.
 */
export function processIo(process: NodeJS.Process): System & { exit(code: number): void } {
  const stdout = output(1, () => process.stdout, {
    onClosed: () => process.exit(),
    onError(error) {
      throw new PlanError(
        'disk',
        `can’t write to standard output: ${error.message}`,
        'free some disk space, or write to another disk',
      );
    },
  });
  // A command goes on without standard error.
  const stderr = output(2, () => process.stderr, { onClosed() {}, onError() {} });
  return {
    out: stdout.write,
    err: stderr.write,
    // Does not wait for what a library left running, but for what was written.
    exit: (code) => stdout.drained(() => stderr.drained(() => process.exit(code))),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    get stdoutIsTerminal() {
      return isDevice(1) && process.stdout.isTTY === true;
    },
    get stderrIsTerminal() {
      return isDevice(2) && process.stderr.isTTY === true;
    },
    get stdinIsTerminal() {
      return isDevice(0) && process.stdin.isTTY === true;
    },
    get promptStreams() {
      return { input: process.stdin, output: process.stderr };
    },
    get width() {
      return process.stdout.columns || 80;
    },
    get height() {
      return process.stdout.rows || 24;
    },
    cwd: process.cwd(),
    program: [process.execPath, process.argv[1] ?? ''],
    env: process.env,
    dayIn: (timeZone, at) => dayIn(process, timeZone, at),
    showInPager: (command, text) => runPager(process, command, text),
    async deferSignals(work) {
      let interrupted = false;
      const onSignal = () => {
        interrupted = true;
      };
      for (const signal of handledSignals) process.on(signal, onSignal);
      try {
        return { result: await work(), interrupted };
      } finally {
        for (const signal of handledSignals) process.off(signal, onSignal);
      }
    },
  };
}

/** Whether it may be a terminal: it is neither a file nor a pipe. */
const isDevice = (descriptor: number): boolean => fstatSync(descriptor).isCharacterDevice();

interface StreamHandlers {
  /** The reader has closed it. */
  onClosed(): void;
  onError(error: Error): void;
}

/** Writes synchronously; what the reader can’t take yet goes through a stream of Node’s. */
function output(descriptor: number, stream: () => NodeJS.WriteStream, { onClosed, onError }: StreamHandlers) {
  let backlog: NodeJS.WriteStream | null = null;
  const onWriteError = (error: NodeJS.ErrnoException) =>
    error.code === 'EPIPE' ? onClosed() : onError(error);
  function write(data: string | Uint8Array): void {
    let rest = typeof data === 'string' ? Buffer.from(data) : data;
    try {
      while (!backlog && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        onWriteError(error as Error);
        return;
      }
      backlog = stream().on('error', onWriteError);
    }
    backlog?.write(rest);
  }
  const drained = (then: () => void): void => void (backlog ? backlog.write('', then) : then());
  return { write, drained };
}

async function runPager(process: NodeJS.Process, command: string, text: string): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  const pager = spawn(command, {
    // A shell would print an error when there is no `less`, which the user did not ask for.
    shell: command !== 'less',
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...pagerDefaults, ...process.env },
  });
  // The user may end it before it has read everything.
  pager.stdin.on('error', () => {}).end(text);
  let received: NodeJS.Signals | null = null;
  // Ctrl-C is for the pager. Another signal ends the pager first, so that it can restore the terminal.
  const forward = (signal: NodeJS.Signals) => {
    if (signal === 'SIGINT') return;
    received = signal;
    pager.kill(signal);
  };
  for (const signal of handledSignals) process.on(signal, forward);
  const code = await new Promise<number | null>((resolve) => {
    pager.on('error', () => resolve(notFound)).on('close', resolve);
  });
  for (const signal of handledSignals) process.off(signal, forward);
  if (received !== null) process.kill(process.pid, received);
  return code !== notFound;
}

/** The exit code of a shell for an unknown command. */
const notFound = 127;

/** Sets `TZ`, which Node reads again when it changes: loading `Intl` for the zone would take half as long as starting Node. */
function dayIn({ env }: NodeJS.Process, timeZone: string, at?: number): string {
  const own = env.TZ;
  try {
    env.TZ = timeZone;
    const date = at === undefined ? new Date() : new Date(at * 1000);
    const [year, ...rest] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
    return [year, ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
  } finally {
    if (own === undefined) delete env.TZ;
    else env.TZ = own;
  }
}
