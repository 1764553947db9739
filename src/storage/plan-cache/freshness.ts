/** Decides whether a file is the one that was cached. */
import type { Stats } from 'node:fs';

/** A path within the plan's folder, and the file's size, mtimeMs, ctimeMs, ino and dev. */
export type CachedFile = readonly [path: string, ...stats: number[]];

export const cachedFile = (path: string, { size, mtimeMs, ctimeMs, ino, dev }: Stats): CachedFile => [
  path,
  size,
  mtimeMs,
  ctimeMs,
  ino,
  dev,
];

export const isUnchanged = (file: CachedFile, { size, mtimeMs, ctimeMs, ino, dev }: Stats): boolean =>
  file[1] === size && file[2] === mtimeMs && file[3] === ctimeMs && file[4] === ino && file[5] === dev;

/** The clocks of two disks, one of them on another machine, may differ by so much. */
const clockDifference = 3_600_000;

/**
 * Whether a change to this file after `start`, the disk's time before it was read, would change its stats. A file that is
 * written twice within one tick of the disk's clock has the same stats both times, so it must be older than that.
 */
export function isDetectable({ mtimeMs, ctimeMs, dev }: Stats, start: Stats): boolean {
  const limit = dev === start.dev ? start.ctimeMs : start.ctimeMs - clockDifference;
  return ctimeMs < limit && mtimeMs < limit;
}
