/** Rolling back a transaction: restores the old files, except those that somebody edited since. */
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256 } from '../../util/sha256.ts';
import { diskError, entryAt, errno, makeFolder, readBytes, removeFile, syncToDisk } from '../fs.ts';
import { closeJournal, type Journal, type JournalFile } from './journal.ts';

/** A file that was not rolled back, because it was edited after the transaction had changed it. */
export interface SkippedFile {
  path: string;
  /** Where its old content is saved; null for a new file, and where the backup is gone. */
  old: string | null;
}

/** Whether a file has the content from before the transaction, that from after it, or another. */
export type FileState = 'before' | 'after' | 'edited';

export function fileState(file: JournalFile): FileState {
  const { path, old, before, after } = file;
  if (before === null) return newFileState(file);
  const bytes = readBytes(path);
  const hash = bytes ? sha256(bytes) : null;
  if (hash === after) return 'after';
  // A file that was edited in place before it was replaced is still the file that its backup links to.
  return hash === before || (bytes && isSameFile(path, old)) ? 'before' : 'edited';
}

/** While the temporary file of a new file exists, another file at its path is somebody else's. */
function newFileState({ path, temp, after }: JournalFile): FileState {
  const stats = entryAt(path);
  if (!stats || (existsSync(temp) && !isSameFile(path, temp))) return 'before';
  const bytes = stats.isFile() && readBytes(path);
  return bytes && sha256(bytes) === after ? 'after' : 'edited';
}

/**
 * Restores every file that has its new content, and ends the transaction. Can be interrupted and run again.
 * @param options.final false keeps the journal, so that the next command recovers the rest
 * @returns the files that were edited since, which stay as they are
 * @throws PlanError `disk`; the journal is kept then
 */
export function rollBack(stateDir: string, journal: Journal, { final = true } = {}): SkippedFile[] {
  const skipped: SkippedFile[] = [];
  for (const [index, file] of journal.files.entries()) {
    const state = fileState(file);
    if (state === 'before') continue;
    const isNew = file.before === null;
    if (state === 'after' && (isNew || existsSync(file.old))) restore(file);
    else skipped.push({ path: file.path, old: isNew ? null : saveBackup(stateDir, journal, index) });
  }
  syncFolders(journal);
  if (final) closeJournal(stateDir, journal, { undone: true });
  return skipped;
}

/** Restores the old file, or removes the new one. @throws PlanError `disk` */
export function restore({ path, temp, old, before }: JournalFile): void {
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
    throw diskError('write', path, error);
  }
}

/** Flushes the folders of all files to disk. @throws PlanError `disk` */
export function syncFolders({ files, folders }: Journal): void {
  for (const folder of new Set([...files.map(({ path }) => path), ...folders].map(dirname))) {
    try {
      if (existsSync(folder)) syncToDisk(folder);
    } catch (error) {
      throw diskError('write', folder, error);
    }
  }
}

/** Moves a backup to where it outlives the journal, under a name that is the same at each attempt. */
function saveBackup(stateDir: string, { since, files }: Journal, index: number): string | null {
  const { path, old } = files[index]!;
  const saved = join(stateDir, 'saved', `${since.replace(/\D/g, '')}-${index}-${basename(path)}`);
  try {
    makeFolder(dirname(saved));
    if (existsSync(old)) renameSync(old, saved);
  } catch (error) {
    throw diskError('write', saved, error);
  }
  return existsSync(saved) ? saved : null;
}

function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(entryAt);
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}
