/** What a check returns: the problems of files, still without positions, and findings that have their location. */
import type { Finding, Problem } from '../../errors.ts';
import type { Source } from '../yaml/source.ts';

/** A file and the problems of its value. */
export type CheckedFile = readonly [Source, readonly Problem[]];

export interface CheckResult {
  problems: readonly CheckedFile[];
  findings: readonly Finding[];
}
