/** Reads and replaces whole files, and turns file system errors into ours. */
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

/** The code of a system error: `ENOENT`. */
export const errno = (error: unknown) => (error as NodeJS.ErrnoException).code;

const diskErrors: Record<string, [message: string, hint: string]> = {
  ENOSPC: ['the disk is full', 'free some space and try again'],
  EDQUOT: ['the disk quota is exceeded', 'free some space and try again'],
  EROFS: ['the file system is read-only', 'make it writable, or use a copy elsewhere'],
  EACCES: ['permission denied', 'check the permissions, or use a copy elsewhere'],
  EPERM: ['permission denied', 'check the permissions, or use a copy elsewhere'],
};

/**
 * A `disk` error. A `PlanError` is returned as it is.
 *
 * @param doing "write", "read"
 * @param error what node:fs threw
 */
export function diskError(doing: string, path: string, error: unknown): PlanError {
  if (error instanceof PlanError) return error;
  const [message, hint] = diskErrors[errno(error) ?? ''] ?? [(error as Error).message, null];
  return new PlanError('disk', `cannot ${doing} \`${path}\`: ${message}`, hint);
}

/** Runs a change to a file or folder. @throws PlanError `disk` if it fails */
export function withDiskErrors(path: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    throw diskError('write', path, error);
  }
}

/**
 * A file's bytes; undefined if there is no such file.
 *
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
 * A file's text. It includes a byte order mark, so that writing it gives the same bytes.
 *
 * @throws PlanError `not-found`, `disk`; `broken-plan` if it is too large or not UTF-8
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

/** The buffer for all files that `tryReadText` reads. */
const readBuffer = Buffer.allocUnsafe(65_536);

/** Does not follow links, and does not wait for pipes. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A file's text, and its stats before it was read. */
export interface FileText {
  text: string;
  stats?: Stats;
}

/** The text of a regular file that is small and valid UTF-8; null for any other file. Takes the fewest system calls. */
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
    // The file is being written.
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
 * Replaces a file atomically, or creates it: after a crash it has its old or its new bytes.
 *
 * @throws PlanError `disk`, with the old file unchanged; `refused` if `path` is a link or not a regular file
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

/** The stats at a path, not following links; undefined if there is nothing. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (['ENOTDIR', 'ENAMETOOLONG'].includes(errno(error) ?? '')) return undefined;
    throw error;
  }
}

/** The sorted names in a folder without hidden files; empty if there is no folder. @throws PlanError `disk` */
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

/** Removes a file if it exists. (The errors of `rmSync` lack the code and the path in newer versions of Node.) */
export function removeFile(path: string): void {
  // On a read-only file system `unlink` fails even if the file does not exist.
  if (!entryAt(path)) return;
  try {
    unlinkSync(path);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
  }
}

/** A new hidden name in the same folder, and so on the same disk: `.05.yaml.1f3c9a.tmp`. */
export const tempName = (path: string) =>
  join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2, 10)}.tmp`);

/**
 * The stats of a regular file; undefined if there is nothing at the path.
 *
 * @throws PlanError `refused` for a link, which a rename would replace by a file, and for anything else
 */
export function regularFile(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return stats;
  const what = stats.isSymbolicLink() ? 'a symbolic link' : 'not a regular file';
  throw new PlanError(
    'refused',
    `\`${path}\` is ${what}: only regular files are written`,
    'replace it with a regular file',
  );
}

/** Writes a new file and syncs it to disk. It gets the mode and, if permitted, the owner of the file `like`. */
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

/** Syncs a file or a folder to disk, if its file system can. */
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

/** Removes a folder if it exists and is empty. */
export function removeIfEmpty(folder: string): void {
  if (!entryAt(folder)) return;
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errno(error) ?? '')) throw error;
  }
}

/**
 * The missing folders above these files, the outermost first.
 *
 * @throws PlanError `refused` if something that is not a folder is in the way
 */
export function foldersToMake(paths: readonly string[]): string[] {
  const missing = new Set<string>();
  const visit = (folder: string): void => {
    if (!existsSync(folder)) {
      visit(dirname(folder));
      missing.add(folder);
    } else if (!statSync(folder).isDirectory())
      throw new PlanError('refused', `\`${folder}\` is not a folder`, 'replace it with a folder');
  };
  for (const path of paths) visit(dirname(path));
  return [...missing];
}

/** Creates a folder and those above it. (Node's `recursive` option reports a read-only disk as `ENOENT`.) */
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
