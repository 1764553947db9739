/** What shows that a file has not changed since it was read: never the time alone. */
import type { Stats } from 'node:fs';

/** How many numbers a proof has. */
export const proofLength = 5;

/** Its size, when it and its entry were last changed, and which file it is, on which disk. */
export const statKey = ({ size, mtimeMs, ctimeMs, ino, dev }: Stats) => [size, mtimeMs, ctimeMs, ino, dev];

export const isFresh = (
  proofs: Float64Array,
  row: number,
  { size, mtimeMs, ctimeMs, ino, dev }: Stats,
): boolean => {
  const at = row * proofLength;
  return (
    proofs[at] === size &&
    proofs[at + 1] === mtimeMs &&
    proofs[at + 2] === ctimeMs &&
    proofs[at + 3] === ino &&
    proofs[at + 4] === dev
  );
};

/** Clocks of two disks, where one is another machine's, may differ: files that are younger than an hour count for nothing. */
const betweenDisks = 3_600_000;

/**
 * Whether a change to a file that was read after `before` was made would show. A file written twice in the same instant
 * of a disk's clock looks the same both times: so it must have been at rest by then, as git has it too.
 */
export function isDetectable({ mtimeMs, ctimeMs, dev }: Stats, before: Stats): boolean {
  const rest = dev === before.dev ? before.ctimeMs : before.ctimeMs - betweenDisks;
  return ctimeMs < rest && mtimeMs < rest;
}
