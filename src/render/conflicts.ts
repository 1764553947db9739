/** Renders merge conflicts: each field with the values of both sides. */
import type { Conflict } from '../plan/merge/conflict.ts';
import { oneLine } from './common/escape.ts';

export interface FileConflicts {
  path: string;
  conflicts: readonly Conflict[];
}

export const conflictsText = (files: readonly FileConflicts[]): string =>
  files
    .flatMap(({ path, conflicts }) => conflicts.map((conflict) => conflictText(path, conflict)))
    .map((text) => `${text}\n`)
    .join('');

const conflictText = (path: string, { field, why, ours, theirs }: Conflict): string =>
  [
    `${oneLine(path)}: ${oneLine(field)} is in conflict${why === null ? '' : `: ${oneLine(why)}`}`,
    `  ours:   ${oneLine(ours)}`,
    `  theirs: ${oneLine(theirs)}`,
  ].join('\n');
