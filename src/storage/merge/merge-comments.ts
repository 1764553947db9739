/** Merges three texts with the same values, which differ only in comments and style, so that all comments are kept. */
import { equalLines, type Lines, mergeLines, toText } from './diff3.ts';

/** The merged lines; the same whichever side is called ours. */
export const mergeComments = (base: Lines, ours: Lines, theirs: Lines): string[] =>
  mergeLines(base, ours, theirs, { adjacent: true }).flatMap((hunk) =>
    'lines' in hunk ? hunk.lines : mergeHunk(hunk.base, hunk.ours, hunk.theirs),
  );

/** The lines of one side, with the new comments of the other side at the same values. */
function mergeHunk(base: Lines, ours: Lines, theirs: Lines): string[] {
  const [areOurs, areTheirs] = [ours, theirs].map((side) => !equalLines(valuesIn(side), valuesIn(base)));
  const useOurs = areOurs === areTheirs ? toText(ours) < toText(theirs) : areOurs;
  const [first, second] = useOurs ? [ours, theirs] : [theirs, ours];
  const [old, known, kept] = [new Set(base), new Set([...base, ...first]), new Set(second)];
  const merged = first.filter((line) => !isComment(line) || !old.has(line) || kept.has(line));
  const keys = merged.map(keyOf);
  const insert = (at: number, comment: string) => {
    merged.splice(at, 0, comment);
    keys.splice(at, 0, comment);
  };
  let at = merged.length;
  for (const line of second.toReversed()) {
    const isNew = !known.has(line);
    if (isComment(line)) {
      if (isNew) insert(at, line);
      continue;
    }
    const place = at === 0 ? -1 : keys.lastIndexOf(keyOf(line), at - 1);
    if (place < 0) continue;
    at = place;
    const [present, comment] = [commentIn(merged[at]!), commentIn(line)];
    if (!isNew || comment === '' || present.trim() === comment.trim()) continue;
    if (present === '') merged[at] += comment;
    else insert(at, /^ */.exec(line)![0] + comment.trim());
  }
  return merged;
}

const isComment = (line: string): boolean => /^\s*#/.test(line);

const valuesIn = (lines: Lines): Lines => lines.filter((line) => line.trim() !== '' && !isComment(line));

/** The comment behind a value, with the space before it. */
const commentIn = (line: string): string => /\s+#.*$/.exec(line)?.[0] ?? '';

/** The key of a line, or the whole line where it has none. */
const keyOf = (line: string): string => /^\s*(?:- )?["']?([\w-]+)["']?:/.exec(line)?.[1] ?? line.trim();
