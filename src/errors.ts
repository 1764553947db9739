/**
 * What can go wrong, in two kinds. A `Finding` is about the plan: data, many of them, reported together. A `Fault`
 * is about the run: one, thrown, and it ends the command. Both are data here; prose is made of them at display.
 */

/** Where in a value: `['timetable', 'milestones', 0, 'due']`. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** Something wrong with a file's value, as a rule sees it: where in the value, not yet where in the text. */
export interface Problem {
  rule: string;
  severity: Severity;
  /** The value that is wrong; where it is missing, the mapping that lacks it. */
  path: Path;
  /** Point at the key of the last step instead of its value. */
  atKey?: boolean;
  message: string;
  /** What to do, or to write instead. */
  hint?: string;
}

/** A problem that has been found in a text. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** The file, as the user would type it. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units, as editors count. */
  column: number;
  /** How many UTF-16 units on that line are meant; at least 1. */
  length: number;
  /** The line itself, or null where there is none to show. */
  source: string | null;
  /** Of a line too long to be kept whole: the column, from 1, at which `source` starts. */
  sourceColumn?: number;
  message: string;
  hint: string | null;
  /** Of a finding about the past: the full hash of the commit it is about, its author's day, and its author. */
  commit?: string;
  date?: string;
  author?: string;
  /** Who has said since that this is known; null where nobody has. */
  acknowledged?: Acknowledgement | null;
}

export interface Acknowledgement {
  /** The full hash of the commit that says so. */
  commit: string;
  date: string;
  author: string;
  note: string;
}

/** The program's exit codes. */
export const ExitCode = { done: 0, findings: 1, usage: 2, failed: 3, interrupted: 130 } as const;
export type Exit = (typeof ExitCode)[keyof typeof ExitCode];

/** Every code a fault can have, with the exit code it ends the program with. */
export const exitCodes = {
  usage: ExitCode.usage,
  'unknown-word': ExitCode.usage,
  'broken-plan': ExitCode.findings,
  'not-found': ExitCode.failed,
  refused: ExitCode.failed,
  busy: ExitCode.failed,
  git: ExitCode.failed,
  disk: ExitCode.failed,
  internal: ExitCode.failed,
  interrupted: ExitCode.interrupted,
} as const satisfies Record<string, Exit>;
export type ErrorCode = keyof typeof exitCodes;

/** A part of a text; the offsets are in UTF-16 units. */
export interface TextSpan {
  text: string;
  start: number;
  end: number;
}

/**
 * The one thing that ends a run early. `message` says what was expected and what was found, in lower case, with names
 * in back-ticks; `hint` says what to do.
 */
export class PlanError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly findings: readonly Finding[];
  /** Where in a text of the user's own the fault lies. */
  readonly at: TextSpan | null;

  constructor(
    code: ErrorCode,
    message: string,
    hint?: string | null,
    findings: readonly Finding[] = [],
    at: TextSpan | null = null,
  ) {
    super(message);
    this.name = 'Fault';
    this.code = code;
    this.hint = hint ?? null;
    this.findings = findings;
    this.at = at;
  }

  get exit(): Exit {
    return exitCodes[this.code];
  }
}
