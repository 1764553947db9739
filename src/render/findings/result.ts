/** The findings of a command, as the formats for other programs need them. */
import type { FailureLevel, Finding } from '../../errors.ts';

export interface FindingsReport {
  /** The command, such as `plan validate`. */
  command: string;
  /** In the order of output, including acknowledged ones. */
  findings: readonly Finding[];
  /** What was checked: `30 files`. */
  among: string;
  /** The files that were checked, named as in the findings. */
  files: readonly string[];
  /** The lowest severity that makes the command fail. */
  failOn: FailureLevel;
}

/** A report with its counts, for programs. */
export interface FindingsOutput extends FindingsReport {
  summary: object;
}

export const isFailure = ({ severity, acknowledged }: Finding, failOn: FailureLevel): boolean =>
  !acknowledged && (severity === 'error' || (severity === 'warning' && failOn === 'warning'));
