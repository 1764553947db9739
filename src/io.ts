import { fstatSync, writeSync } from 'node:fs';
import { PlanError } from './errors.ts';

/** What the process offers a command. A test hands in its own; nothing else touches `process` or `console`. */
export interface System {
  /** Data: text, or bytes. */
  out(data: string | Uint8Array): void;
  /** Talk: warnings, progress, faults. */
  err(text: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** For questions: what is typed, and where they are drawn. Only of use where both are terminals. */
  readonly asking?: { input: NodeJS.ReadStream; output: NodeJS.WriteStream };
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** Lines of the terminal; 24 where it does not say. */
  readonly height: number;
  readonly cwd: string;
  /** The words that start this very program: Node's own path, and that of its first file. */
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The clock: the day it is in a time zone, or was at a second since 1970, `YYYY-MM-DD`; UTC's where the zone is not
   * known.
   */
  dayIn(timeZone: string, at?: number): string;
  /**
   * Shows a text by another program, which has the terminal until it ends: a command of the shell that reads standard
   * input. Resolves with whether there is such a program; how it ends is its own affair.
   */
  page(command: string, text: string): Promise<boolean>;
  /**
   * Runs `work` with SIGINT, SIGTERM and SIGHUP held: none ends the process until `work` is done.
   * Resolves with the work's result and whether a signal came.
   */
  deferSignals<T>(work: () => Promise<T>): Promise<{ result: T; interrupted: boolean }>;
}

const held = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * How `less` works where the user has not said how, as with git: it ends at once where one screen is enough, keeps
 * colours, and leaves what was read on the screen.
 */
const pagerDefaults = { LESS: 'FIRX', LV: '-c' };

/**
 * The process as it is. Its streams are made only for whoever needs them: Node takes longer over the three than over a
 * short answer. A reader that closes the pipe (`plan list | head -1`) has what it wanted: no error.
 */
export function processIo(process: NodeJS.Process): System & { exit(code: number): void } {
  const stdout = output(1, () => process.stdout, {
    onClosed: () => process.exit(),
    onError(error) {
      throw new PlanError(
        'disk',
        `can’t write the answer: ${error.message}`,
        'make room, or write it elsewhere',
      );
    },
  });
  // The work goes on where nobody hears of it.
  const stderr = output(2, () => process.stderr, { onClosed() {}, onError() {} });
  return {
    out: stdout.write,
    err: stderr.write,
    // Nothing that a library left running holds the user up; what was written goes out first.
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
    get asking() {
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
    dayIn: (timeZone, at) => todayIn(process, timeZone, at),
    page: (command, text) => runPager(process, command, text),
    async deferSignals(work) {
      let interrupted = false;
      const hold = () => {
        interrupted = true;
      };
      for (const signal of held) process.on(signal, hold);
      try {
        return { result: await work(), interrupted };
      } finally {
        for (const signal of held) process.off(signal, hold);
      }
    },
  };
}

/** Whether it may be a terminal: neither a file nor a pipe. */
const isDevice = (descriptor: number): boolean => fstatSync(descriptor).isCharacterDevice();

interface StreamHandlers {
  /** Nobody reads it any more. */
  onClosed(): void;
  onError(error: Error): void;
}

/** Writes at once; only what the other end can't take yet is left to a stream of Node's. */
function output(descriptor: number, stream: () => NodeJS.WriteStream, { onClosed, onError }: StreamHandlers) {
  let backlog: NodeJS.WriteStream | null = null;
  const stopped = (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? onClosed() : onError(error));
  function write(data: string | Uint8Array): void {
    let rest = typeof data === 'string' ? Buffer.from(data) : data;
    try {
      while (!backlog && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        stopped(error as Error);
        return;
      }
      backlog = stream().on('error', stopped);
    }
    backlog?.write(rest);
  }
  const drained = (then: () => void): void => void (backlog ? backlog.write('', then) : then());
  return { write, drained };
}

async function runPager(process: NodeJS.Process, command: string, text: string): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  const pager = spawn(command, {
    // The shell would say itself that there is no such program: of the usual one, nobody asked for it.
    shell: command !== 'less',
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...pagerDefaults, ...process.env },
  });
  // Whoever ends it early has read enough.
  pager.stdin.on('error', () => {}).end(text);
  let ended: NodeJS.Signals | null = null;
  // Ctrl-C is for the pager, as every key is; what ends us, ends it first, for it has the terminal to put right.
  const pass = (signal: NodeJS.Signals) => {
    if (signal === 'SIGINT') return;
    ended = signal;
    pager.kill(signal);
  };
  for (const signal of held) process.on(signal, pass);
  const code = await new Promise<number | null>((resolve) => {
    pager.on('error', () => resolve(notFound)).on('close', resolve);
  });
  for (const signal of held) process.off(signal, pass);
  if (ended !== null) process.kill(process.pid, ended);
  return code !== notFound;
}

/** As the shell says it. */
const notFound = 127;

/**
 * Node reads `TZ` anew when it is set, and knows the day at once; a calendar made for the zone (`Intl`) takes as long to
 * load as half of Node.
 */
function todayIn({ env }: NodeJS.Process, timeZone: string, at?: number): string {
  const own = env.TZ;
  try {
    env.TZ = timeZone;
    const now = at === undefined ? new Date() : new Date(at * 1000);
    const [year, ...rest] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return [year, ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
  } finally {
    if (own === undefined) delete env.TZ;
    else env.TZ = own;
  }
}
