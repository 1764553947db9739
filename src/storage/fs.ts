/** Whole files, read and replaced; and what a disk's refusals are called. */
import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PlanError } from '../errors.ts';
import { maxFileBytes, tooLarge } from '../plan/model/limits.ts';

/** The system's name for what went wrong: `ENOENT`. */
export const errno = (error: unknown) => (error as NodeJS.ErrnoException).code;

const diskErrors: Record<string, [what: string, wayOut: string]> = {
  ENOSPC: ['the disk is full', 'make room and try again'],
  EDQUOT: ['the disk quota is used up', 'make room and try again'],
  EROFS: ['the file system is read-only', 'make it writable, or work on a copy elsewhere'],
  EACCES: ['permission denied', 'get permission for it, or work on a copy elsewhere'],
  EPERM: ['permission denied', 'get permission for it, or work on a copy elsewhere'],
};

/** A `disk` fault: `doing` is "write", "read"; `error` is what node:fs threw. Faults pass as they are. */
export function diskError(doing: string, path: string, error: unknown): PlanError {
  if (error instanceof PlanError) return error;
  const [what, wayOut] = diskErrors[errno(error) ?? ''] ?? [(error as Error).message, null];
  return new PlanError('disk', `can’t ${doing} \`${path}\`: ${what}`, wayOut);
}

/** Makes, changes or removes a file, or a folder. @throws PlanError `disk` for whatever stops it */
export function withDiskErrors(path: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    throw diskError('write', path, error);
  }
}

/**
 * A file's bytes; undefined where there is no such file.
 * @throws PlanError `disk`
 */
export function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw diskError('read', path, error);
  }
}

/**
 * A file's text, a byte order mark included, such that writing it back gives the same bytes.
 * @throws PlanError `not-found`, `disk`; `broken-plan` where it is too large, or its bytes are not UTF-8
 */
export function readText(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxFileBytes) {
    const { message, hint } = tooLarge(size);
    throw new PlanError('broken-plan', message.replace('this file', `\`${path}\``), hint);
  }
  const bytes = readBytes(path);
  if (!bytes) throw new PlanError('not-found', `there is no file \`${path}\``);
  if (!isUtf8(bytes)) throw new PlanError('broken-plan', `\`${path}\` is not UTF-8 text`, 'save it as UTF-8');
  return bytes.toString();
}

/** A plan's files are read into this, one after another. */
const readBuffer = Buffer.allocUnsafe(65_536);

/** As little as can be asked of the system for a text: no link is followed, and no pipe waited for. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A file's text, and what the system said of the file before it was read. */
export interface FileText {
  text: string;
  stats?: Stats;
}

/** The text of a regular file of some size and in UTF-8; null for anything else, of which `readText` says what it is. */
export function tryReadText(path: string): FileText | null {
  let file: number;
  try {
    file = openSync(path, openFlags);
  } catch {
    return null;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size >= readBuffer.length) return null;
    const length = readSync(file, readBuffer);
    // It is being written.
    if (length !== stats.size) return null;
    return isUtf8(readBuffer.subarray(0, length))
      ? { text: readBuffer.toString('utf8', 0, length), stats }
      : null;
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/**
 * Gives the file new bytes in one instant: a reader, or a crash, sees the old or the new. A missing file is made.
 * @throws PlanError `disk`, with the old file in place; `refused` where `path` is a link or no regular file
 */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const temp = tempName(path);
  try {
    writeTemp(temp, bytes, regularFile(path));
    renameSync(temp, path);
    syncToDisk(dirname(path));
  } catch (error) {
    removeFile(temp);
    throw diskError('write', path, error);
  }
}

/** What stands at a path, a link as itself; undefined where nothing does, not even the folder. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errno(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** What a folder holds but for hidden files, in order; nothing where there is no folder. @throws PlanError `disk` */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch (error) {
    if (errno(error) === 'ENOENT') return [];
    throw diskError('read', folder, error);
  }
}

/** Removes a file, if it is there. (Of what stops it, `rmSync` says on newer Nodes neither the code nor the name.) */
export function removeFile(path: string): void {
  // Where nothing can be removed, a file that is not there is no trouble either.
  if (!entryAt(path)) return;
  try {
    unlinkSync(path);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
}

/** A fresh name in the same folder, so on the same disk, that no reader of plans looks at: `.05.yaml.1f3c9a.tmp`. */
export const tempName = (path: string) =>
  join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2, 10)}.tmp`);

/**
 * What `lstat` says of a regular file; undefined where there is none.
 * @throws PlanError `refused` for a link, which a rename would replace by a file, and for anything else
 */
export function regularFile(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return stats;
  const what = stats.isSymbolicLink() ? 'a symbolic link' : 'not a regular file';
  throw new PlanError(
    'refused',
    `\`${path}\` is ${what}: it is not written to`,
    'put a regular file in its place',
  );
}

/** Makes a new file that is safely on the disk, with the mode, and where allowed the owner, of the one it is to replace. */
export function writeTemp(temp: string, bytes: Uint8Array, like: Stats | undefined): void {
  const file = openSync(temp, 'wx');
  try {
    writeFileSync(file, bytes);
    if (like) {
      keepOwner(file, like);
      fchmodSync(file, like.mode & 0o7777);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (errno(error) !== 'EPERM') throw error;
  }
}

/** Brings a file's bytes or a folder's names safely to the disk, where its file system can do that. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EBADF'].includes(errno(error) ?? '')) throw error;
  } finally {
    closeSync(file);
  }
}

/** Removes a folder, if it is there and nothing is in it. */
export function removeIfEmpty(folder: string): void {
  if (!entryAt(folder)) return;
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errno(error) ?? '')) throw error;
  }
}

/**
 * The folders above these files that are not there yet, the outermost first.
 * @throws PlanError `refused` where something else is in a folder's place
 */
export function foldersToMake(paths: readonly string[]): string[] {
  const missing = new Set<string>();
  const look = (folder: string): void => {
    if (!existsSync(folder)) {
      look(dirname(folder));
      missing.add(folder);
    } else if (!statSync(folder).isDirectory())
      throw new PlanError('refused', `\`${folder}\` is not a folder`, 'put a folder in its place');
  };
  for (const path of paths) look(dirname(path));
  return [...missing];
}

/** Makes a folder and those above it. Node's own way of doing so hides a read-only disk behind `ENOENT`. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errno(error) === 'EEXIST') return;
    if (errno(error) !== 'ENOENT') throw error;
    makeFolder(dirname(folder));
    makeFolder(folder);
  }
}
