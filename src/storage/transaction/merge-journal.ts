/** What a merge under way leaves on the disk, such that whoever finds it knows what to put back. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../../errors.ts';
import { makeFolder, readBytes, removeFile, replaceFile } from '../fs.ts';

/** A branch about to go from one commit to another, and its work tree with it. */
export interface MergeJournal {
  command: string;
  /** An ISO instant. */
  since: string;
  /** Full hashes. */
  from: string;
  to: string;
}

const markOf = (stateDir: string) => join(stateDir, 'sync.json');

/** Cheap: it looks for one file. */
export const isMerging = (stateDir: string): boolean => existsSync(markOf(stateDir));

/**
 * The merge that was cut short, if there is one.
 * @throws PlanError `disk` where its mark can't be read
 */
export function readMergeJournal(stateDir: string): MergeJournal | undefined {
  const text = readBytes(markOf(stateDir))?.toString();
  if (text === undefined) return undefined;
  try {
    const { command, since, from, to }: MergeJournal = JSON.parse(text);
    if ([from, to].every((hash) => /^[0-9a-f]{40,64}$/.test(hash))) return { command, since, from, to };
  } catch {}
  throw new PlanError(
    'disk',
    `\`${markOf(stateDir)}\` is not a mark that can be read`,
    'look at it, then delete it',
  );
}

/** Makes the mark appear, whole and safely on the disk, before anything is touched. @throws PlanError `disk` */
export function begin(stateDir: string, merging: MergeJournal): void {
  makeFolder(stateDir);
  replaceFile(markOf(stateDir), Buffer.from(JSON.stringify(merging, null, 2)));
}

/** @throws PlanError `disk` */
export const endMerge = (stateDir: string): void => removeFile(markOf(stateDir));
