/** Texts joined line by line, as git does it. A door to diff. */
import { diffArrays } from 'diff';

type Lines = readonly string[];

/** Lines that are settled, or what each side has where both changed the same ones. */
export type Hunk = { lines: Lines } | { base: Lines; ours: Lines; theirs: Lines };

/** The three-way merge of lines. The same, but for the names of the sides, whichever side is called ours. */
export function mergeLines(base: Lines, ours: Lines, theirs: Lines): Hunk[] {
  const sides = [changesOf(base, ours), changesOf(base, theirs)] as const;
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { start, end } of regions([...sides[0], ...sides[1]])) {
    const [b, o, t] = [base.slice(start, end), ...sides.map((changes) => within(base, changes, start, end))];
    hunks.push({ lines: base.slice(at, start) });
    if (sameLines(o!, t!) || sameLines(b!, t!)) hunks.push({ lines: o! });
    else if (sameLines(b!, o!)) hunks.push({ lines: t! });
    else hunks.push({ base: b!, ours: o!, theirs: t! });
    at = end;
  }
  return [...hunks, { lines: base.slice(at) }];
}

/** The lines, or null where both sides changed the same ones. */
export function mergeCleanly(base: Lines, ours: Lines, theirs: Lines): string[] | null {
  const hunks = mergeLines(base, ours, theirs);
  return hunks.every((hunk) => 'lines' in hunk)
    ? hunks.flatMap((hunk) => ('lines' in hunk ? hunk.lines : []))
    : null;
}

export const sameLines = (a: Lines, b: Lines): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);

/** Lines of the base, from `start` to before `end`, that a side has replaced. */
interface Change {
  start: number;
  end: number;
  lines: Lines;
}

function changesOf(base: Lines, side: Lines): Change[] {
  const changes: Change[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays([...base], [...side])) {
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

/** The stretches of the base that are changed; changes that touch each other are one. */
function regions(changes: readonly Change[]): { start: number; end: number }[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = all.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** What a side has in place of a stretch of the base that holds each of its changes whole or not at all. */
function within(base: Lines, changes: readonly Change[], start: number, end: number): string[] {
  const lines: string[] = [];
  let at = start;
  for (const change of changes) {
    if (change.start < start || change.end > end) continue;
    lines.push(...base.slice(at, change.start), ...change.lines);
    at = change.end;
  }
  return [...lines, ...base.slice(at, end)];
}
