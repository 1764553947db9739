/** What a change under way leaves on the disk, such that whoever finds it knows what to put back. */
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { PlanError } from '../../errors.ts';
import { diskFault, makeFolder, readBytes, removeFile, removeIfEmpty, sync, writeTemp } from '../fs.ts';

export interface Journal {
  command: string;
  pid: number;
  /** An ISO instant. */
  since: string;
  files: Entry[];
  /** Those made for files that are new, the outermost first; absolute and relative as paths are. */
  folders: string[];
}

/** Paths are absolute here, and relative to the state folder on the disk: a repository may be moved. */
export interface Entry {
  path: string;
  /** The new file before it gets its place. */
  temp: string;
  /** The old file's second name; a file that is new has none. */
  old: string;
  /** SHA-256, in hex; null where there was no file. */
  before: string | null;
  after: string;
}

const journalOf = (stateDir: string) => join(stateDir, 'journal.json');

/** Where old files have their second names; without a journal nothing in it is worth anything. */
export const backupDir = (stateDir: string) => join(stateDir, 'old');

/**
 * The journal of a change that was cut short, if there is one. Cheap: it looks for one file.
 * @throws PlanError `disk` where there is one that can't be read
 */
export function readJournal(stateDir: string): Journal | undefined {
  const path = journalOf(stateDir);
  const text = readBytes(path)?.toString();
  if (text === undefined) return undefined;
  try {
    // Journals once had no folders.
    const journal: Journal = { folders: [], ...JSON.parse(text) };
    return movedAll(journal, (name) => resolve(stateDir, name));
  } catch {
    throw new PlanError(
      'disk',
      `\`${path}\` is not a journal that can be read`,
      'look at it, then delete it',
    );
  }
}

/** Makes the journal appear, whole and safely on the disk, with an empty folder for the old files. */
export function openJournal(stateDir: string, journal: Journal): void {
  const written = movedAll(journal, (path) => relative(stateDir, path));
  const temp = join(backupDir(stateDir), 'journal.json');
  rmSync(backupDir(stateDir), { recursive: true, force: true });
  makeFolder(backupDir(stateDir));
  writeTemp(temp, Buffer.from(JSON.stringify(written, null, 2)), undefined);
  renameSync(temp, journalOf(stateDir));
  sync(stateDir);
}

/**
 * Ends a change. The journal goes before the old files: without it nobody misses them, and with it somebody would.
 * @param undone whether the folders made for it go too, where nothing is in them
 * @throws PlanError `disk`
 */
export function closeJournal(stateDir: string, { files, folders }: Journal, { undone = false } = {}): void {
  try {
    for (const { temp } of files) removeFile(temp);
    if (undone) for (const folder of [...folders].reverse()) removeIfEmpty(folder);
    removeFile(journalOf(stateDir));
    rmSync(backupDir(stateDir), { recursive: true, force: true });
  } catch (error) {
    throw diskFault('clear up', stateDir, error);
  }
}

/**
 * A journal is only a file: one that came with somebody's archive must not reach for other files of the user's.
 * @throws PlanError `refused`
 */
export function checkPaths(stateDir: string, { files, folders }: Journal, within: string): void {
  const isWithin = (folder: string) => !relative(real(within), real(folder)).startsWith('..');
  const strayFile = files.find(({ path, temp, old }) => {
    const fits = dirname(temp) === dirname(path) && dirname(old) === resolve(backupDir(stateDir));
    return !fits || !isWithin(dirname(path));
  });
  const stray = strayFile?.path ?? folders.find((folder) => !isWithin(folder));
  if (stray !== undefined)
    throw new PlanError(
      'refused',
      `\`${journalOf(stateDir)}\` speaks of a file elsewhere: \`${stray}\``,
      'this journal is not of this plan’s making: delete it',
    );
}

/** A folder free of links; what of it is not there is taken as it is called. */
function real(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const above = dirname(folder);
  return above === folder ? folder : join(real(above), basename(folder));
}

const movedAll = (journal: Journal, move: (path: string) => string): Journal => ({
  ...journal,
  files: journal.files.map((file) => moved(file, move)),
  folders: journal.folders.map(move),
});

const moved = (file: Entry, move: (path: string) => string): Entry => ({
  ...file,
  path: move(file.path),
  temp: move(file.temp),
  old: move(file.old),
});
