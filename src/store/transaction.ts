/**
 * Several files changed as one. A journal on the disk says what is under way before anything is touched, and every old
 * file keeps a second name until the journal is gone: so whoever finds a journal, after a crash at any instant, can
 * put everything back. Removing the journal is the one instant at which the change becomes final.
 */
import { copyFileSync, linkSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { Fault } from '../trouble.ts';
import { beside, diskFault, errno, readBytes, regular, sync, writeTemp } from './files.ts';
import {
  closeJournal,
  confine,
  type Entry,
  interrupted,
  type Journal,
  oldOf,
  openJournal,
} from './journal.ts';
import { digest, type Left, putBack, restore, type State, stateOf, syncFoldersOf } from './undo.ts';

export { interrupted, type Journal, type Left };

export interface Change {
  /** Absolute; the file exists. */
  path: string;
  before: Uint8Array;
  after: Uint8Array;
}

/** A change under way, to be ended by `finish` or `rollback`. */
export interface Transaction {
  /**
   * Puts every new file in its place; where that fails, none.
   * @throws Fault `refused` where a file has been edited meanwhile; `disk`
   */
  replace(): void;
  /** Puts every old file back; files edited since are left as they are, and named. @throws Fault `disk` */
  rollback(): Left[];
  /** Makes the change final. @throws Fault `disk` */
  finish(): void;
}

/** What became of a change that was cut short. */
export interface Mended {
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
 * @throws Fault `refused` where a file no longer holds `before`, or is a link; `disk`
 */
export function begin(
  stateDir: string,
  changes: readonly Change[],
  { command }: { command: string },
): Transaction {
  if (interrupted(stateDir))
    throw new Fault('internal', 'a change was begun while an interrupted one waits to be mended');
  const files = changes.map(({ path, before, after }, index): Entry => {
    const old = join(oldOf(stateDir), `${index}-${basename(path)}`);
    return { path, temp: beside(path), old, before: digest(before), after: digest(after) };
  });
  const journal: Journal = { command, pid, since: new Date().toISOString(), files };
  const stats = files.map(unchanged);
  let doing = stateDir;
  try {
    openJournal(stateDir, journal);
    for (const [index, { path, temp, old }] of files.entries()) {
      doing = path;
      writeTemp(temp, changes[index]!.after, stats[index]);
      doing = stateDir;
      keepOld(path, old);
    }
    sync(oldOf(stateDir));
  } catch (error) {
    closeJournal(stateDir, journal);
    throw diskFault('write', doing, error);
  }
  return {
    replace: () => replace(journal),
    rollback: () => putBack(stateDir, journal),
    finish: () => closeJournal(stateDir, journal),
  };
}

/**
 * Makes an interrupted change whole: all of it, where git has it, or else nothing of it. To be called under the lock.
 * May itself be cut short and called again. Undefined where there was nothing to mend.
 * @param within the folder outside of which nothing is touched, whatever a journal says
 * @param isCommitted whether git has committed what these files now hold
 * @throws Fault `refused`, `disk`, and what `isCommitted` throws; the journal stays then
 */
export async function mend(
  stateDir: string,
  within: string,
  isCommitted: (paths: string[]) => Promise<boolean>,
): Promise<Mended | undefined> {
  const journal = interrupted(stateDir);
  if (!journal) return undefined;
  confine(stateDir, journal, within);
  const { command, since, files } = journal;
  const told = { command, since, paths: files.map(({ path }) => path) };
  const holding = (state: State) => files.filter((file) => stateOf(file) === state).map(({ path }) => path);
  const changed = holding('after');
  // Git is asked to commit only once every file is in its place.
  if (changed.length > 0 && holding('before').length === 0 && (await isCommitted(changed))) {
    closeJournal(stateDir, journal);
    return { outcome: 'kept', ...told, left: [] };
  }
  return { outcome: 'put back', ...told, left: putBack(stateDir, journal) };
}

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
      renameSync(file.temp, file.path);
      replaced.push(file);
    } catch (error) {
      replaced.forEach(restore);
      throw diskFault('write', file.path, error);
    }
  }
  syncFoldersOf(journal);
}

/** @throws Fault `refused` where the file is not what it was when its change was worked out */
function unchanged({ path, before }: Entry) {
  const stats = regular(path);
  const bytes = readBytes(path);
  if (bytes && digest(bytes) === before) return stats;
  throw new Fault('refused', `\`${path}\` has been edited meanwhile`, 'run the command again');
}
