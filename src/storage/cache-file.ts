/** Writes cache files. A cache only saves time, so no function here throws. */
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
/** Identifies the program: another build may read the same files differently, so it does not use this one’s caches. */
export const buildId = typeof PLANTRAIL_BUILD === 'string' ? PLANTRAIL_BUILD : 'not built';

/** Removes a cache file. */
function removeCache(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // A cache that cannot be removed does no harm: it is invalid.
  }
}

/** Writes a cache file. If two commands write at the same time, the last one wins. */
export function replaceCache(file: string, parts: readonly Uint8Array[]): void {
  const temporary = tempName(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      for (const part of parts) writeFileSync(descriptor, part);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch {
    // The disk may be full. The next command reads the files again.
    removeCache(temporary);
  }
}

/** The stat of a new file beside `file`, which tells the time by the clock of the file system; null if it cannot be created. */
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
