/** Git's raw lines, `:100644 100644 HASH HASH M` and a file's name: which blobs a commit replaced by which. */

/** A file in a commit: blobs by their hashes, null where there is none. */
export interface FileChange {
  /** Relative to the top of the work tree, with `/` between its parts. */
  path: string;
  /** In each parent; for a commit without parents one null. */
  before: readonly (string | null)[];
  after: string | null;
}

/** The files told from a place on in what `-z` parted; and the place behind them. */
export function parseRaw(tokens: readonly string[], from: number): { files: FileChange[]; next: number } {
  const files: FileChange[] = [];
  let next = from;
  for (let raw = rawLine(tokens[next]); raw; raw = rawLine(tokens[next])) {
    files.push({ path: tokens[next + 1]!, ...raw });
    next += 2;
  }
  return { files, next };
}

/** `:MODE MODE HASH HASH M`; of a merge `::MODE MODE MODE HASH HASH HASH MM`, with one more for each more parent. */
function rawLine(token: string | undefined): Omit<FileChange, 'path'> | null {
  const [, colons, words] = /^\n?(:+)((?:\d+ )+(?:[0-9a-f]+ )+)[A-Z]+\d*$/.exec(token ?? '') ?? [];
  if (colons === undefined || words === undefined) return null;
  const hashes = words
    .trim()
    .split(' ')
    .slice(colons.length + 1)
    .map((hash) => (/^0+$/.test(hash) ? null : hash));
  return { before: hashes.slice(0, -1), after: hashes.at(-1)! };
}
