/**
 * Several files changed, or made, as one. A journal on the disk says what is under way before anything is touched, and every old
 * file keeps a second name until the journal is gone: so whoever finds a journal, after a crash at any instant, can
 * put everything back; a file that was not there is put back by taking it away. Removing the journal is the one instant at which the change becomes final.
 */
import { copyFileSync, linkSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { PlanError } from '../../errors.ts';
import {
  diskFault,
  entryAt,
  errno,
  foldersToMake,
  makeFolder,
  readBytes,
  regularFile,
  removeFile,
  sync,
  tempName,
  writeTemp,
} from '../fs.ts';
import {
  backupDir,
  checkPaths,
  closeJournal,
  type Entry,
  type Journal,
  openJournal,
  readJournal,
} from './journal.ts';
import { digest, type FileState, type Left, restore, rollBack, stateOf, syncFoldersOf } from './rollback.ts';

export { type Journal, type Left, readJournal };

export interface Change {
  /** Absolute. */
  path: string;
  /** Null where there is no file yet; folders above it are made where they are missing. */
  before: Uint8Array | null;
  after: Uint8Array;
}

/** A change under way, to be ended by `finish` or `rollback`. */
export interface Transaction {
  /**
   * Puts every new file in its place; where that fails, none.
   * @throws PlanError `refused` where a file has been edited, or has appeared, meanwhile; `disk`
   */
  replace(): void;
  /**
   * Puts every old file back; files edited since are left as they are, and named.
   * @param how.final false where more is to be mended than the files: then the journal stays for whoever comes next
   * @throws PlanError `disk`
   */
  rollback(how?: { final: boolean }): Left[];
  /** Makes the change final. @throws PlanError `disk` */
  finish(): void;
}

/** What became of a change that was cut short. */
export interface Recovery {
  /** `kept`: the new files stand, for git has them. `put back`: the old ones stand. */
  outcome: 'kept' | 'put back';
  command: string;
  /** An ISO instant. */
  since: string;
  paths: string[];
  left: Left[];
}

/**
 * Readies a change without touching its files: afterwards the new bytes and the old files are safely on the disk. To
 * be called under the lock, with nothing left to mend.
 * @param stateDir where the journal lies; best on the disk the files are on
 * @throws PlanError `refused` where a file no longer holds `before`, is there though it is to be made, or is a link; `disk`
 */
export function beginTransaction(
  stateDir: string,
  changes: readonly Change[],
  { command }: { command: string },
): Transaction {
  if (changes.length === 0) return { replace() {}, rollback: () => [], finish() {} };
  if (readJournal(stateDir))
    throw new PlanError('internal', 'a change was begun while an interrupted one waits to be mended');
  const files = changes.map(({ path, before, after }, index): Entry => {
    const old = join(backupDir(stateDir), `${index}-${basename(path)}`);
    return { path, temp: tempName(path), old, before: before && digest(before), after: digest(after) };
  });
  const folders = foldersToMake(files.filter(isNew).map(({ path }) => path));
  const stats = files.map(unchanged);
  const journal: Journal = { command, pid, since: new Date().toISOString(), files, folders };
  let doing = stateDir;
  try {
    openJournal(stateDir, journal);
    for (const folder of folders) {
      doing = folder;
      makeFolder(folder);
    }
    for (const [index, file] of files.entries()) {
      doing = file.path;
      writeTemp(file.temp, changes[index]!.after, stats[index]);
      doing = stateDir;
      if (!isNew(file)) keepOld(file.path, file.old);
    }
    sync(backupDir(stateDir));
  } catch (error) {
    closeJournal(stateDir, journal, { undone: true });
    throw diskFault('write', doing, error);
  }
  return {
    replace: () => replace(journal),
    rollback: (how) => rollBack(stateDir, journal, how),
    finish: () => closeJournal(stateDir, journal),
  };
}

/**
 * Makes an interrupted change whole: all of it, where git has it, or else nothing of it. To be called under the lock.
 * May itself be cut short and called again. Undefined where there was nothing to mend.
 * @param within the folder outside of which nothing is touched, whatever a journal says
 * @param isCommitted whether git has committed what these files now hold
 * @param forget sees that git's index knows nothing of these files, which were new and are to go
 * @throws PlanError `refused`, `disk`, and what `isCommitted` and `forget` throw; the journal stays then
 */
export async function mend(
  stateDir: string,
  within: string,
  isCommitted: (paths: string[]) => Promise<boolean>,
  forget: (paths: string[]) => Promise<void> = async () => {},
): Promise<Recovery | undefined> {
  const journal = readJournal(stateDir);
  if (!journal) return undefined;
  checkPaths(stateDir, journal, within);
  const { command, since, files } = journal;
  const summary = { command, since, paths: files.map(({ path }) => path) };
  const holding = (state: FileState) => files.filter((file) => stateOf(file) === state);
  const changed = holding('after').map(({ path }) => path);
  // Git is asked to commit only once every file is in its place; but one that was new may have been removed since.
  const waits = holding('before').some((file) => !isNew(file));
  if (changed.length > 0 && !waits && (await isCommitted(changed))) {
    closeJournal(stateDir, journal);
    return { outcome: 'kept', ...summary, left: [] };
  }
  const made = files.filter(isNew).map(({ path }) => path);
  if (made.length > 0) await forget(made);
  return { outcome: 'put back', ...summary, left: rollBack(stateDir, journal) };
}

const isNew = ({ before }: Entry) => before === null;

/** A second name takes no room and keeps the file itself, its times included; where there can't be one, a copy. */
function keepOld(path: string, old: string): void {
  try {
    linkSync(path, old);
  } catch (error) {
    if (['ENOSPC', 'EDQUOT', 'EROFS'].includes(errno(error) ?? '')) throw error;
    copyFileSync(path, old);
    sync(old);
  }
}

function replace(journal: Journal): void {
  journal.files.forEach(unchanged);
  const replaced: Entry[] = [];
  for (const file of journal.files) {
    try {
      if (isNew(file)) putNew(file);
      else renameSync(file.temp, file.path);
      replaced.push(file);
      if (isNew(file)) removeFile(file.temp);
    } catch (error) {
      replaced.forEach(restore);
      throw diskFault('write', file.path, error);
    }
  }
  syncFoldersOf(journal);
}

/** A link, unlike a rename, takes nobody's place. @throws PlanError `refused` where a file has appeared there */
function putNew({ temp, path }: Entry): void {
  try {
    linkSync(temp, path);
  } catch (error) {
    if (errno(error) === 'EEXIST') throw appeared(path);
    if (['ENOSPC', 'EDQUOT', 'EROFS'].includes(errno(error) ?? '')) throw error;
    // Where no file can have two names, looking first must do.
    if (entryAt(path)) throw appeared(path);
    renameSync(temp, path);
  }
}

const appeared = (path: string) =>
  new PlanError(
    'refused',
    `\`${path}\` is there already: it is not written over`,
    'give another name, or move it',
  );

/** @throws PlanError `refused` where the file is not what it was when its change was worked out */
function unchanged({ path, before }: Entry) {
  if (before === null) {
    if (entryAt(path)) throw appeared(path);
    return undefined;
  }
  const stats = regularFile(path);
  const bytes = readBytes(path);
  if (bytes && digest(bytes) === before) return stats;
  throw new PlanError('refused', `\`${path}\` has been edited meanwhile`, 'run the command again');
}
