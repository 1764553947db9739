/**
 * A transaction: several files are changed, created or deleted, all or none. A journal on disk lists them before any is touched,
 * and every old file has a backup until the journal is removed, which is the instant the change becomes final. After a
 * crash at any point, `recover.ts` can roll back what the journal lists.
 */
import { copyFileSync, linkSync, renameSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { PlanError } from '../../errors.ts';
import { sha256 } from '../../util/sha256.ts';
import {
  diskError,
  entryAt,
  errno,
  foldersToMake,
  makeFolder,
  readBytes,
  regularFile,
  removeFile,
  syncToDisk,
  tempName,
  writeTemp,
} from '../fs.ts';
import {
  backupDir,
  closeJournal,
  type Journal,
  type JournalFile,
  openJournal,
  readJournal,
} from './journal.ts';
import { restore, rollBack, type SkippedFile, syncFolders } from './rollback.ts';

export interface FileWrite {
  /** Absolute. */
  path: string;
  /** Null for a new file; missing folders above it are created. */
  before: Uint8Array | null;
  /** Null to delete the file. */
  after: Uint8Array | null;
}

/** A transaction in progress; `finish` or `rollback` ends it. */
export interface Transaction {
  /**
   * Replaces every file; where that fails, none.
   * @throws PlanError `refused` where a file was edited or created in the meantime; `disk`
   */
  replace(): void;
  /**
   * Restores every old file.
   * @param options.final false keeps the journal, so that the next command recovers the rest
   * @returns the files that were edited since, which stay as they are
   * @throws PlanError `disk`
   */
  rollback(options?: { final: boolean }): SkippedFile[];
  /** Makes the change final. @throws PlanError `disk` */
  finish(): void;
}

/**
 * Prepares a transaction without touching the files: the new content and the backups are on disk afterwards. The caller
 * holds the lock and has recovered any interrupted transaction.
 * @param stateDir the folder of the journal; best on the disk of the files
 * @throws PlanError `refused` where a file no longer has the content `before`, where a new file exists, and for a link;
 *   `disk`
 */
export function beginTransaction(
  stateDir: string,
  writes: readonly FileWrite[],
  { command }: { command: string },
): Transaction {
  if (writes.length === 0) return { replace() {}, rollback: () => [], finish() {} };
  if (readJournal(stateDir))
    throw new PlanError('internal', 'a transaction was started before an interrupted one was recovered');
  const files = writes.map(({ path, before, after }, index): JournalFile => {
    const old = join(backupDir(stateDir), `${index}-${basename(path)}`);
    return {
      path,
      temp: tempName(path),
      old,
      before: before && sha256(before),
      after: after && sha256(after),
    };
  });
  const folders = foldersToMake(files.filter(isNew).map(({ path }) => path));
  const stats = files.map(checkUnchanged);
  const journal: Journal = { command, pid, since: new Date().toISOString(), files, folders };
  let currentPath = stateDir;
  try {
    openJournal(stateDir, journal);
    for (const folder of folders) {
      currentPath = folder;
      makeFolder(folder);
    }
    for (const [index, file] of files.entries()) {
      currentPath = file.path;
      const { after } = writes[index]!;
      if (after) writeTemp(file.temp, after, stats[index]);
      currentPath = stateDir;
      if (!isNew(file)) backUp(file.path, file.old);
    }
    syncToDisk(backupDir(stateDir));
  } catch (error) {
    closeJournal(stateDir, journal, { undone: true });
    throw diskError('write', currentPath, error);
  }
  return {
    replace: () => replaceFiles(journal),
    rollback: (options) => rollBack(stateDir, journal, options),
    finish: () => closeJournal(stateDir, journal),
  };
}

const isNew = ({ before }: JournalFile) => before === null;

/** A hard link takes no space and keeps the file itself, with its times; a copy is made where links don't work. */
function backUp(path: string, old: string): void {
  try {
    linkSync(path, old);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    copyFileSync(path, old);
    syncToDisk(old);
  }
}

function replaceFiles(journal: Journal): void {
  journal.files.forEach(checkUnchanged);
  const replaced: JournalFile[] = [];
  for (const file of journal.files) {
    try {
      if (isNew(file)) createFile(file);
      else if (file.after === null) removeFile(file.path);
      else renameSync(file.temp, file.path);
      replaced.push(file);
      if (isNew(file)) removeFile(file.temp);
    } catch (error) {
      replaced.forEach(restore);
      throw diskError('write', file.path, error);
    }
  }
  syncFolders(journal);
}

/** Links the new file to its path: unlike a rename, a link never overwrites. @throws PlanError `refused` */
function createFile({ temp, path }: JournalFile): void {
  try {
    linkSync(temp, path);
  } catch (error) {
    if (errno(error) === 'EEXIST') throw fileExists(path);
    if (isDiskFull(error)) throw error;
    // Links don't work on this file system: check, then rename.
    if (entryAt(path)) throw fileExists(path);
    renameSync(temp, path);
  }
}

const isDiskFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EROFS'].includes(errno(error) ?? '');

const fileExists = (path: string) =>
  new PlanError(
    'refused',
    `\`${path}\` already exists and is not overwritten`,
    'choose another name, or move the file',
  );

/** @throws PlanError `refused` where the file does not have the content that the change is based on */
function checkUnchanged({ path, before }: JournalFile): Stats | undefined {
  if (before === null) {
    if (entryAt(path)) throw fileExists(path);
    return undefined;
  }
  const stats = regularFile(path);
  const bytes = readBytes(path);
  if (bytes && sha256(bytes) === before) return stats;
  throw new PlanError('refused', `\`${path}\` was edited in the meantime`, 'run the command again');
}
