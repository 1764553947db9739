/** Files that show reports to be true: kept in the plan's folder `evidence`, and known by their bytes. */
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { PlanError } from '../../errors.ts';
import { sha256 } from '../../util/sha256.ts';
import { diskError, listFolder, readBytes } from '../fs.ts';

/** The largest file that is kept, in bytes: every clone of the repository holds it for ever. */
export const maxBytes = 50_000_000;

/** A file as a report names it, and where it lies or will lie. */
export interface StoredEvidence {
  /** `evidence/minute.pdf`. */
  file: string;
  /** In hexadecimal. */
  sha256: string;
  /** Absolute. */
  path: string;
  bytes: Uint8Array;
  /** Whether it is there already: the same bytes are kept once. */
  isThere: boolean;
}

/** Finds a place for each file that is given, and remembers it. Nothing is written. */
export function evidenceStore(root: string) {
  const folder = join(root, 'evidence');
  const kept: StoredEvidence[] = [];
  const names = new Set(listFolder(folder).map(folded));

  /** @throws PlanError `not-found`, `refused`, `disk` */
  function add(path: string, shown: string): StoredEvidence {
    const bytes = bytesOf(path, shown);
    const hash = sha256(bytes);
    const same = kept.find((each) => each.sha256 === hash) ?? twin(folder, bytes, hash);
    const found = same ?? workspace(safeName(basename(path)), bytes, hash);
    if (!kept.includes(found)) kept.push(found);
    return found;
  }

  function workspace(name: string, bytes: Uint8Array, hash: string): StoredEvidence {
    let free = name;
    for (let next = 2; names.has(folded(free)); next++)
      free = `${basename(name, extname(name))}-${next}${extname(name)}`;
    names.add(folded(free));
    return { file: `evidence/${free}`, sha256: hash, path: join(folder, free), bytes, isThere: false };
  }

  return { add, kept: kept as readonly StoredEvidence[] };
}

export type EvidenceStore = ReturnType<typeof evidenceStore>;

/** Some disks take `Minute.pdf` and `minute.pdf` for one file. */
const folded = (name: string) => name.normalize('NFC').toLowerCase();

/**
 * SHA-256 of a regular file, in hexadecimal, with little of it in memory at a time; null for anything else, and for one
 * larger than any that is kept.
 * @throws PlanError `disk`
 */
export function digestOf(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > maxBytes) return null;
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(1 << 16);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk))
      hash.update(chunk.subarray(0, read));
    return hash.digest('hex');
  } catch (error) {
    throw diskError('read', path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** @throws PlanError `not-found`, `refused`, `disk` */
function bytesOf(path: string, shown: string): Uint8Array {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) throw new PlanError('not-found', `there is no file \`${shown}\``);
  if (!stats.isFile()) {
    const what = stats.isSymbolicLink()
      ? 'a symbolic link'
      : stats.isDirectory()
        ? 'a folder'
        : 'not a regular file';
    throw new PlanError('refused', `\`${shown}\` is ${what}, which is no evidence`, 'give the file itself');
  }
  if (stats.size > maxBytes)
    throw new PlanError(
      'refused',
      `\`${shown}\` has ${megabytes(stats.size)}: a file kept with the plan has ${megabytes(maxBytes)} at most`,
      'keep it elsewhere, and give its address',
    );
  return readBytes(path)!;
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 100_000) / 10} MB`;

/** A file of the folder that has the same bytes. */
function twin(folder: string, bytes: Uint8Array, hash: string): StoredEvidence | undefined {
  for (const name of listFolder(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size !== bytes.length || safeName(name) !== name) continue;
    if (sha256(readBytes(path)!) === hash)
      return { file: `evidence/${name}`, sha256: hash, path, bytes, isThere: true };
  }
  return undefined;
}

/**
 * A name that every disk and every shell takes: letters (macrons too), digits, `_`, `.` and `-`, not too long, and not
 * hidden. One that is so already stays as it is.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replace(/^[.-]+/, '');
  const ending = [...extname(plain)].slice(0, 12).join('');
  let stem = [...basename(plain, extname(plain))];
  while (Buffer.byteLength(stem.join('')) > 150) stem = stem.slice(0, -1);
  return `${stem.join('').replace(/-+$/, '') || 'evidence'}${ending}`;
}
