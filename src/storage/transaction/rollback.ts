/** Putting old files back, and telling which ones are to be put back. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskFault, entryAt, errno, makeFolder, readBytes, removeFile, sync } from '../fs.ts';
import { closeJournal, type Entry, type Journal } from './journal.ts';

/**
 * A file that somebody edited after it had been changed; `old` is where its old bytes are kept, null if they are gone or
 * there were none.
 */
export interface Left {
  path: string;
  old: string | null;
}

export type FileState = 'before' | 'after' | 'edited';

/** A file edited in place before it was replaced is still one with its second name, and so was never touched. */
export function stateOf(file: Entry): FileState {
  const { path, old, before, after } = file;
  if (before === null) return stateOfNew(file);
  const bytes = readBytes(path);
  const now = bytes && digest(bytes);
  if (now === after) return 'after';
  return now === before || (bytes && sameFile(path, old)) ? 'before' : 'edited';
}

/** As long as a new file waits beside its place, whatever else stands there came from somebody else. */
function stateOfNew({ path, temp, after }: Entry): FileState {
  const stats = entryAt(path);
  if (!stats || (existsSync(temp) && !sameFile(path, temp))) return 'before';
  const bytes = stats.isFile() && readBytes(path);
  return bytes && digest(bytes) === after ? 'after' : 'edited';
}

/**
 * Puts every file back that holds its new bytes, and ends the change, unless the journal is to stay for somebody to come
 * back to. May be cut short and called again.
 * @throws PlanError `disk`; the journal stays then
 */
export function rollBack(stateDir: string, journal: Journal, { final = true } = {}): Left[] {
  const left: Left[] = [];
  for (const [index, file] of journal.files.entries()) {
    const state = stateOf(file);
    if (state === 'before') continue;
    const isNew = file.before === null;
    if (state === 'after' && (isNew || existsSync(file.old))) restore(file);
    else left.push({ path: file.path, old: isNew ? null : preserve(stateDir, journal, index) });
  }
  syncFoldersOf(journal);
  if (final) closeJournal(stateDir, journal, { undone: true });
  return left;
}

/** Brings the old file back, or takes away the one that is new. @throws PlanError `disk` */
export function restore({ path, temp, old, before }: Entry): void {
  try {
    if (before === null) {
      removeFile(path);
      return;
    }
    try {
      renameSync(old, path);
    } catch (error) {
      if (errno(error) !== 'EXDEV') throw error;
      copyFileSync(old, temp);
      renameSync(temp, path);
    }
  } catch (error) {
    throw diskFault('write', path, error);
  }
}

/** @throws PlanError `disk` */
export function syncFoldersOf({ files, folders }: Journal): void {
  for (const folder of new Set([...files.map(({ path }) => path), ...folders].map(dirname))) {
    try {
      if (existsSync(folder)) sync(folder);
    } catch (error) {
      throw diskFault('write', folder, error);
    }
  }
}

export const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Old bytes that can't be put back outlive the journal, under a name that is the same however often we come here. */
function preserve(stateDir: string, { since, files }: Journal, index: number): string | null {
  const { path, old } = files[index]!;
  const kept = join(stateDir, 'kept', `${since.replace(/\D/g, '')}-${index}-${basename(path)}`);
  try {
    makeFolder(dirname(kept));
    if (existsSync(old)) renameSync(old, kept);
  } catch (error) {
    throw diskFault('write', kept, error);
  }
  return existsSync(kept) ? kept : null;
}

function sameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(entryAt);
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}
