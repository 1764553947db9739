/** `PlanError`, which ends a command, and `Finding`, something wrong with the plan: both are data, printed elsewhere. */
import { type ErrorCode, type ExitCode, exitCodeOf } from './exit-codes.ts';

/** The path of a value in a file: `['timetable', 'milestones', 0, 'due']`. */
export type Path = readonly (string | number)[];

/** A `note` is listed and never makes a command fail. */
export type Severity = 'error' | 'warning' | 'note';

/** The lowest severity that makes a command fail. */
export type FailureLevel = Exclude<Severity, 'note'>;

/** Something wrong with the value of a file: what a rule returns, before its position in the text is known. */
export interface Problem {
  rule: string;
  severity: Severity;
  /** The path of the wrong value; where a key is missing, the path of the mapping that lacks it. */
  path: Path;
  /** Report the position of the last key of the path, not of its value. */
  atKey?: boolean;
  message: string;
  /** What to do, or what to write instead. */
  hint?: string;
}

/** A problem with its position in a file. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** The file's path, relative to the working directory. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units, as editors count. */
  column: number;
  /** The number of UTF-16 units to mark on that line; at least 1. */
  length: number;
  /** The text of the line; null where there is none to show. */
  source: string | null;
  /** Where `source` is only a part of a long line: the column, from 1, at which it starts. */
  sourceColumn?: number;
  message: string;
  hint: string | null;
  /** For a finding about history: the full hash, the author's date and the author of the commit. */
  commit?: string;
  date?: string;
  author?: string;
  /** The name that a finding about history keeps when its commit is rebased. */
  fingerprint?: string;
  /** The commit that acknowledged the finding; null where there is none. */
  acknowledged?: Acknowledgement | null;
}

export interface Acknowledgement {
  /** The full hash of the acknowledging commit. */
  commit: string;
  date: string;
  author: string;
  note: string;
}

/** A part of a text, such as an option's value; the offsets are in UTF-16 units. */
export interface TextSpan {
  text: string;
  start: number;
  end: number;
}

/**
 * The error that ends a command. `message` says what was expected and what was found: it starts in lower case and has
 * names in backticks. `hint` says what to do.
 */
export class PlanError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly findings: readonly Finding[];
  /** The part of the user's input that is wrong. */
  readonly at: TextSpan | null;

  constructor(
    code: ErrorCode,
    message: string,
    hint?: string | null,
    findings: readonly Finding[] = [],
    at: TextSpan | null = null,
  ) {
    super(message);
    this.name = 'PlanError';
    this.code = code;
    this.hint = hint ?? null;
    this.findings = findings;
    this.at = at;
  }

  /** The exit code of the program. */
  get exit(): ExitCode {
    return exitCodeOf[this.code];
  }
}
