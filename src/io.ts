/** What the process offers a command. A test hands in its own; nothing else touches `process` or `console`. */
export interface Io {
  /** Data. */
  out(text: string): void;
  /** Talk: warnings, progress, faults. */
  err(text: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  readonly stdoutIsTerminal: boolean;
  readonly stdinIsTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The clock. */
  now(): Date;
  /**
   * Runs `work` with SIGINT, SIGTERM and SIGHUP held: none ends the process until `work` is done.
   * Resolves with the work's result and whether a signal came.
   */
  holdingSignals<T>(work: () => Promise<T>): Promise<{ result: T; interrupted: boolean }>;
}
