/** What a change under way leaves on the disk, such that whoever finds it knows what to put back. */
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Fault } from '../trouble.ts';
import { diskFault, makeFolder, readBytes, removeFile, sync, writeTemp } from './files.ts';

export interface Journal {
  command: string;
  pid: number;
  /** An ISO instant. */
  since: string;
  files: Entry[];
}

/** Paths are absolute here, and relative to the state folder on the disk: a repository may be moved. */
export interface Entry {
  path: string;
  /** The new file before it gets its place. */
  temp: string;
  /** The old file's second name. */
  old: string;
  /** SHA-256, in hex. */
  before: string;
  after: string;
}

const journalOf = (stateDir: string) => join(stateDir, 'journal.json');

/** Where old files have their second names; without a journal nothing in it is worth anything. */
export const oldOf = (stateDir: string) => join(stateDir, 'old');

/**
 * The journal of a change that was cut short, if there is one. Cheap: it looks for one file.
 * @throws Fault `disk` where there is one that can't be read
 */
export function interrupted(stateDir: string): Journal | undefined {
  const path = journalOf(stateDir);
  const text = readBytes(path)?.toString();
  if (text === undefined) return undefined;
  try {
    const journal: Journal = JSON.parse(text);
    return { ...journal, files: journal.files.map((file) => moved(file, (name) => resolve(stateDir, name))) };
  } catch {
    throw new Fault('disk', `\`${path}\` is not a journal that can be read`, 'look at it, then delete it');
  }
}

/** Makes the journal appear, whole and safely on the disk, with an empty folder for the old files. */
export function openJournal(stateDir: string, journal: Journal): void {
  const files = journal.files.map((file) => moved(file, (path) => relative(stateDir, path)));
  const temp = join(oldOf(stateDir), 'journal.json');
  rmSync(oldOf(stateDir), { recursive: true, force: true });
  makeFolder(oldOf(stateDir));
  writeTemp(temp, Buffer.from(JSON.stringify({ ...journal, files }, null, 2)), undefined);
  renameSync(temp, journalOf(stateDir));
  sync(stateDir);
}

/**
 * Ends a change. The journal goes before the old files: without it nobody misses them, and with it somebody would.
 * @throws Fault `disk`
 */
export function closeJournal(stateDir: string, { files }: Journal): void {
  try {
    for (const { temp } of files) removeFile(temp);
    removeFile(journalOf(stateDir));
    rmSync(oldOf(stateDir), { recursive: true, force: true });
  } catch (error) {
    throw diskFault('clear up', stateDir, error);
  }
}

/**
 * A journal is only a file: one that came with somebody's archive must not reach for other files of the user's.
 * @throws Fault `refused`
 */
export function confine(stateDir: string, { files }: Journal, within: string): void {
  for (const { path, temp, old } of files) {
    const fits = dirname(temp) === dirname(path) && dirname(old) === resolve(oldOf(stateDir));
    if (fits && !relative(real(within), real(dirname(path))).startsWith('..')) continue;
    throw new Fault(
      'refused',
      `\`${journalOf(stateDir)}\` speaks of a file elsewhere: \`${path}\``,
      'this journal is not of this plan’s making: delete it',
    );
  }
}

const real = (folder: string) => (existsSync(folder) ? realpathSync(folder) : resolve(folder));

const moved = (file: Entry, move: (path: string) => string): Entry => ({
  ...file,
  path: move(file.path),
  temp: move(file.temp),
  old: move(file.old),
});
