/** What a command found, as those formats need it that other programs read. */
import type { Finding, Severity } from '../../errors.ts';

export interface FindingsReport {
  /** The command that found it, as it is typed. */
  command: string;
  /** In the order of telling, those that do not count for being acknowledged among them. */
  findings: readonly Finding[];
  /** What the findings are among, for people: `30 files`. */
  among: string;
  /** The files that were looked at, named as the findings name theirs. */
  files: readonly string[];
  /** From this severity on, a finding makes the command fail. */
  failOn: Severity;
}

/** A report with its numbers by name, for programs. */
export interface FindingsOutput extends FindingsReport {
  summary: object;
}

/** Whether a finding makes the command fail. */
export const isFailure = ({ severity, acknowledged }: Finding, failOn: Severity): boolean =>
  !acknowledged && (severity === 'error' || failOn === 'warning');
