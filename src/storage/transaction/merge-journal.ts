/** The journal of a merge: a file that says which commits a branch moves between, so that a crash can be recovered from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../../errors.ts';
import { diskError, makeFolder, readBytes, removeFile, replaceFile } from '../fs.ts';

/** A branch and its work tree that are about to move from one commit to another. */
export interface MergeJournal {
  command: string;
  /** When the merge began: an ISO instant. */
  since: string;
  /** Full hashes. */
  from: string;
  to: string;
}

const journalPath = (stateDir: string) => join(stateDir, 'sync.json');

/** Cheap: it looks for one file. */
export const isMergeUnfinished = (stateDir: string): boolean => existsSync(journalPath(stateDir));

/**
 * The journal of an unfinished merge; undefined where there is none.
 * @throws PlanError `disk` where the journal can't be read
 */
export function readMergeJournal(stateDir: string): MergeJournal | undefined {
  const path = journalPath(stateDir);
  const text = readBytes(path)?.toString();
  if (text === undefined) return undefined;
  try {
    const { command, since, from, to }: MergeJournal = JSON.parse(text);
    if ([from, to].every((hash) => /^[0-9a-f]{40,64}$/.test(hash))) return { command, since, from, to };
  } catch {}
  throw new PlanError('disk', `\`${path}\` is not a valid merge journal`, 'inspect it, then delete it');
}

/** Writes the journal to disk in one step; the branch and the work tree move after that. @throws PlanError `disk` */
export function beginMerge(stateDir: string, journal: MergeJournal): void {
  makeFolder(stateDir);
  replaceFile(journalPath(stateDir), Buffer.from(JSON.stringify(journal, null, 2)));
}

/** @throws PlanError `disk` */
export function endMerge(stateDir: string): void {
  try {
    removeFile(journalPath(stateDir));
  } catch (error) {
    throw diskError('clean up', stateDir, error);
  }
}
