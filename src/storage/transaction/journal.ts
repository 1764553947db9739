/** The journal of a transaction: a file that lists what is being changed, so that a crash can be recovered from. */
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { PlanError } from '../../errors.ts';
import { diskError, makeFolder, readBytes, removeFile, removeIfEmpty, syncToDisk, writeTemp } from '../fs.ts';

export interface Journal {
  command: string;
  pid: number;
  /** When the transaction began: an ISO instant. */
  since: string;
  files: JournalFile[];
  /** The folders created for new files, the outermost first; paths as in `files`. */
  folders: string[];
}

/** Paths are absolute in memory and relative to the state folder on disk: a repository may be moved. */
export interface JournalFile {
  path: string;
  /** Holds the new content until it is renamed to `path`. */
  temp: string;
  /** The backup of the old file; not used for a new file. */
  old: string;
  /** SHA-256 of the old content, in hexadecimal; null for a new file. */
  before: string | null;
  /** SHA-256 of the new content; null for a file that is deleted. */
  after: string | null;
}

const journalPath = (stateDir: string) => join(stateDir, 'journal.json');

/** The folder of the backups. Its content is only of use together with a journal. */
export const backupDir = (stateDir: string) => join(stateDir, 'old');

/**
 * The journal of an unfinished transaction; undefined where there is none. Cheap: it reads at most one file.
 * @throws PlanError `disk` where the journal can't be read
 */
export function readJournal(stateDir: string): Journal | undefined {
  const path = journalPath(stateDir);
  const text = readBytes(path)?.toString();
  if (text === undefined) return undefined;
  try {
    // Older journals have no folders.
    const journal: Journal = { folders: [], ...JSON.parse(text) };
    return mapPaths(journal, (name) => resolve(stateDir, name));
  } catch {
    throw new PlanError('disk', `\`${path}\` is not a valid journal`, 'inspect it, then delete it');
  }
}

/** Writes the journal to disk in one step, with an empty folder for the backups. */
export function openJournal(stateDir: string, journal: Journal): void {
  const relativePaths = mapPaths(journal, (path) => relative(stateDir, path));
  const temp = join(backupDir(stateDir), 'journal.json');
  rmSync(backupDir(stateDir), { recursive: true, force: true });
  makeFolder(backupDir(stateDir));
  writeTemp(temp, Buffer.from(JSON.stringify(relativePaths, null, 2)), undefined);
  renameSync(temp, journalPath(stateDir));
  syncToDisk(stateDir);
}

/**
 * Ends a transaction. The journal is removed before the backups: a journal without backups could not be rolled back.
 * @param options.undone whether to remove the folders that the transaction created, where they are empty
 * @throws PlanError `disk`
 */
export function closeJournal(stateDir: string, { files, folders }: Journal, { undone = false } = {}): void {
  try {
    for (const { temp } of files) removeFile(temp);
    if (undone) for (const folder of [...folders].reverse()) removeIfEmpty(folder);
    removeFile(journalPath(stateDir));
    rmSync(backupDir(stateDir), { recursive: true, force: true });
  } catch (error) {
    throw diskError('clean up', stateDir, error);
  }
}

/**
 * Checks that every path of a journal is inside the plan: a journal that came with somebody's archive must not reach
 * other files of the user.
 * @throws PlanError `refused`
 */
export function checkPaths(stateDir: string, { files, folders }: Journal, root: string): void {
  const isInside = (folder: string) => !relative(realPath(root), realPath(folder)).startsWith('..');
  const strayFile = files.find(({ path, temp, old }) => {
    const isValid = dirname(temp) === dirname(path) && dirname(old) === resolve(backupDir(stateDir));
    return !isValid || !isInside(dirname(path));
  });
  const stray = strayFile?.path ?? folders.find((folder) => !isInside(folder));
  if (stray !== undefined)
    throw new PlanError(
      'refused',
      `\`${journalPath(stateDir)}\` names a file outside the plan: \`${stray}\``,
      'this journal was not written for this plan: delete it',
    );
}

/** The folder's path with all links resolved; the part of it that does not exist is kept as it is. */
function realPath(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const parent = dirname(folder);
  return parent === folder ? folder : join(realPath(parent), basename(folder));
}

const mapPaths = (journal: Journal, map: (path: string) => string): Journal => ({
  ...journal,
  files: journal.files.map((file) => ({
    ...file,
    path: map(file.path),
    temp: map(file.temp),
    old: map(file.old),
  })),
  folders: journal.folders.map(map),
});
