/** Stores evidence files in the plan's `evidence` folder, each once, identified by SHA-256. */
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { PlanError } from '../../errors.ts';
import { sha256 } from '../../util/sha256.ts';
import { diskError, listFolder, readBytes } from '../fs.ts';

/** The size limit of a file in bytes. Every clone of the repository has it for good. */
export const maxEvidenceBytes = 50_000_000;

/** An evidence file as an update names it. */
export interface StoredEvidence {
  /** Its path within the plan: `evidence/minute.pdf`. */
  file: string;
  /** In hexadecimal. */
  sha256: string;
  /** Absolute. */
  path: string;
  bytes: Uint8Array;
  /** Whether the folder already has a file with these bytes. */
  isStored: boolean;
}

/** The files that a change with this evidence adds, and those that it depends on and finds stored. */
export const evidenceFiles = ({ added }: EvidenceStore) => ({
  files: added
    .filter(({ isStored }) => !isStored)
    .map(({ path, bytes }) => ({ path, before: null, after: bytes })),
  unchanged: added.filter(({ isStored }) => isStored).map(({ path }) => path),
});

/** Chooses the stored path of each file that is added. Nothing is written. */
export function evidenceStore(root: string) {
  const folder = join(root, 'evidence');
  const added: StoredEvidence[] = [];
  const names = new Set(listFolder(folder).map(caseFolded));

  /** @throws PlanError `not-found`, `refused`, `disk` */
  function add(path: string, name: string): StoredEvidence {
    const bytes = readEvidence(path, name);
    const hash = sha256(bytes);
    const same = added.find((each) => each.sha256 === hash) ?? findStored(folder, bytes, hash);
    const found = same ?? newFile(safeName(basename(path)), bytes, hash);
    if (!added.includes(found)) added.push(found);
    return found;
  }

  function newFile(name: string, bytes: Uint8Array, hash: string): StoredEvidence {
    let free = name;
    for (let next = 2; names.has(caseFolded(free)); next++)
      free = `${basename(name, extname(name))}-${next}${extname(name)}`;
    names.add(caseFolded(free));
    return { file: `evidence/${free}`, sha256: hash, path: join(folder, free), bytes, isStored: false };
  }

  return { add, added: added as readonly StoredEvidence[] };
}

export type EvidenceStore = ReturnType<typeof evidenceStore>;

/** On some disks `Minute.pdf` and `minute.pdf` are the same file. */
const caseFolded = (name: string) => name.normalize('NFC').toLowerCase();

/**
 * The SHA-256 of a regular file, in hexadecimal, read in small parts; null for anything else and for a file above the
 * size limit.
 *
 * @throws PlanError `disk`
 */
export function digestOf(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > maxEvidenceBytes) return null;
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
function readEvidence(path: string, name: string): Uint8Array {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) throw new PlanError('not-found', `there is no file \`${name}\``);
  if (!stats.isFile()) {
    const what = stats.isSymbolicLink()
      ? 'a symbolic link'
      : stats.isDirectory()
        ? 'a folder'
        : 'not a regular file';
    throw new PlanError(
      'refused',
      `\`${name}\` is ${what}: evidence must be a regular file`,
      'give the file itself',
    );
  }
  if (stats.size > maxEvidenceBytes)
    throw new PlanError(
      'refused',
      `\`${name}\` has ${megabytes(stats.size)}: the limit for evidence is ${megabytes(maxEvidenceBytes)}`,
      'store it elsewhere, and give its URL',
    );
  return readBytes(path)!;
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 100_000) / 10} MB`;

/** The file in the folder with the same bytes. */
function findStored(folder: string, bytes: Uint8Array, hash: string): StoredEvidence | undefined {
  for (const name of listFolder(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size !== bytes.length || safeName(name) !== name) continue;
    if (sha256(readBytes(path)!) === hash)
      return { file: `evidence/${name}`, sha256: hash, path, bytes, isStored: true };
  }
  return undefined;
}

/**
 * A name that every file system and shell accepts: letters (of any script), digits, `_`, `.` and `-`, not too long, not
 * hidden. A name that is already safe is returned unchanged.
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
