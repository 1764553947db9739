/** What one command keeps for the next: it only spares work, so that none of this ever fails. */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { tempName } from './fs.ts';

declare const PLANTRAIL_BUILD: string | undefined;
/** Another program may read the same texts otherwise. */
export const buildId = typeof PLANTRAIL_BUILD === 'string' ? PLANTRAIL_BUILD : 'not built';

/** Removes what is kept, or was to be. */
export function removeCache(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // What can't be removed harms nobody: it is not believed.
  }
}

/** Two may write at once: each writes a file of its own, and the last to finish is remembered. */
export function replace(file: string, parts: readonly Uint8Array[]): void {
  const own = tempName(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(own, 'wx', 0o600);
    try {
      for (const part of parts) writeFileSync(descriptor, part);
    } finally {
      closeSync(descriptor);
    }
    renameSync(own, file);
  } catch {
    // A full disk, say. The next one reads the files again.
    removeCache(own);
  }
}

/** The moment, by the clock of the disk that a file is to be kept on; null where none can be. */
export function diskTime(file: string): Stats | null {
  const path = tempName(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(path, 'wx', 0o600);
    unlinkSync(path);
    const stats = fstatSync(descriptor);
    closeSync(descriptor);
    return stats;
  } catch {
    return null;
  }
}
