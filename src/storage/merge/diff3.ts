/** Three-way merge of lines, as git does it. Only this module finds differences, with the package `diff`. */
import { diffArrays } from 'diff';

export type Lines = readonly string[];

export const toLines = (text: string): Lines => text.split('\n').slice(0, -1);
export const toText = (lines: Lines): string => lines.map((line) => `${line}\n`).join('');

/** Merged lines, or the lines of each side where both changed the same ones. */
export type Hunk = { lines: Lines } | Conflicting;

interface Conflicting {
  base: Lines;
  ours: Lines;
  theirs: Lines;
}

/**
 * Merges lines. The result is the same whichever side is called ours, apart from the names in the hunks.
 * @param options.adjacent whether changes of the two sides that touch without overlapping are merged as separate changes;
 *   git takes them for one
 */
export function mergeLines(base: Lines, ours: Lines, theirs: Lines, { adjacent = false } = {}): Hunk[] {
  const changes = [changesBetween(base, ours), changesBetween(base, theirs)] as const;
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { start, end, sides } of groupLineChanges(changes, adjacent)) {
    const before = base.slice(start, end);
    const [our, their] = [linesOf(base, sides[0], start, end), linesOf(base, sides[1], start, end)];
    hunks.push({ lines: base.slice(at, start) });
    const merged = pickChanged(before, our, their);
    hunks.push(merged ? { lines: merged } : { base: before, ours: our, theirs: their });
    at = end;
  }
  return [...hunks, { lines: base.slice(at) }];
}

/** The merged lines, or null where both sides changed the same ones. */
export function mergeCleanly(base: Lines, ours: Lines, theirs: Lines): string[] | null {
  const hunks = mergeLines(base, ours, theirs);
  return hunks.every((hunk) => 'lines' in hunk) ? hunks.flatMap(({ lines }) => lines) : null;
}

/** The lines of the side that changed them; null where both did in different ways. */
function pickChanged(base: Lines, ours: Lines, theirs: Lines): Lines | null {
  if (equalLines(ours, theirs) || equalLines(base, theirs)) return ours;
  return equalLines(base, ours) ? theirs : null;
}

export const equalLines = (a: Lines, b: Lines): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);

/** The range of each side's lines from the first difference to the last. */
export function differingRange(
  ours: Lines,
  theirs: Lines,
): { start: number; ourEnd: number; theirEnd: number } {
  const shorter = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < shorter && ours[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && ours.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  return { start, ourEnd: ours.length - end, theirEnd: theirs.length - end };
}

/** The lines of the base from `start` up to `end` are replaced by `lines`. */
interface LineChange {
  start: number;
  end: number;
  lines: Lines;
}

/** How many lines may differ: the time that `diff` takes grows with the square, here to about half a second. */
const maxEditLength = 2000;

function changesBetween(base: Lines, side: Lines): LineChange[] {
  const parts = diffArrays([...base], [...side], { maxEditLength });
  if (!parts) {
    const { start, ourEnd, theirEnd } = differingRange(base, side);
    return [{ start, end: ourEnd, lines: side.slice(start, theirEnd) }];
  }
  const changes: LineChange[] = [];
  let at = 0;
  for (const { added, removed, value } of parts) {
    const last = changes.at(-1);
    const open = last?.end === at ? last : undefined;
    if (removed) {
      if (open) open.end += value.length;
      else changes.push({ start: at, end: at + value.length, lines: [] });
    } else if (added) {
      if (open) open.lines = [...open.lines, ...value];
      else changes.push({ start: at, end: at, lines: value });
    }
    if (!added) at += value.length;
  }
  return changes;
}

/** A range of the base with the changes of each side that are in it. */
interface ChangeGroup {
  start: number;
  end: number;
  sides: [LineChange[], LineChange[]];
}

/** Groups the changes that overlap, and those that touch unless `adjacent` changes are separate. */
function groupLineChanges(changes: readonly [LineChange[], LineChange[]], adjacent: boolean): ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  const sorted = changes
    .flatMap((side, index) => side.map((change) => ({ change, index })))
    .sort((a, b) => a.change.start - b.change.start || a.change.end - b.change.end);
  for (const { change, index } of sorted) {
    const { start, end } = change;
    const last = groups.at(-1);
    const isSamePoint = last?.start === end;
    const isJoined = last && (start < last.end || (start === last.end && (!adjacent || isSamePoint)));
    const group = isJoined ? last : { start, end, sides: [[], []] as ChangeGroup['sides'] };
    if (!isJoined) groups.push(group);
    group.end = Math.max(group.end, end);
    group.sides[index]!.push(change);
  }
  return groups;
}

/** The lines of a range after changes that are in it. */
function linesOf(base: Lines, changes: readonly LineChange[], start: number, end: number): string[] {
  const lines: string[] = [];
  let at = start;
  for (const change of changes) {
    lines.push(...base.slice(at, change.start), ...change.lines);
    at = change.end;
  }
  return [...lines, ...base.slice(at, end)];
}
