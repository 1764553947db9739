/** What the process offers a command. A test hands in its own; nothing else touches `process` or `console`. */
export interface Io {
  /** Data: text, or bytes. */
  out(data: string | Uint8Array): void;
  /** Talk: warnings, progress, faults. */
  err(text: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
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
   * Runs `work` with SIGINT, SIGTERM and SIGHUP held: none ends the process until `work` is done.
   * Resolves with the work's result and whether a signal came.
   */
  holdingSignals<T>(work: () => Promise<T>): Promise<{ result: T; interrupted: boolean }>;
}

const held = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process as it is. A reader that closes the pipe (`plan list | head -1`) has what it wanted: no error. */
export function processIo(process: NodeJS.Process): Io {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    out: (data) => void process.stdout.write(data),
    err: (text) => void process.stderr.write(text),
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    stdoutIsTerminal: Boolean(process.stdout.isTTY),
    stderrIsTerminal: Boolean(process.stderr.isTTY),
    stdinIsTerminal: Boolean(process.stdin.isTTY),
    width: process.stdout.columns || 80,
    cwd: process.cwd(),
    program: [process.execPath, process.argv[1] ?? ''],
    env: process.env,
    dayIn: (timeZone, at) => dayIn(process, timeZone, at),
    async holdingSignals(work) {
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

/**
 * Node reads `TZ` anew when it is set, and knows the day at once; a calendar made for the zone (`Intl`) takes as long to
 * load as half of Node.
 */
function dayIn({ env }: NodeJS.Process, timeZone: string, at?: number): string {
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
