/** Merges two changed versions of an item's file. The result has the same bytes whichever side merges. */
import type { Item } from '../../../schemas/item.ts';
import { type Conflict, conflictAt, withField } from '../../plan/merge/conflict.ts';
import { type MergedItem, mergeItems, resolveConflicts } from '../../plan/merge/merge-items.ts';
import { deepEqual } from '../../util/equal.ts';
import { sha256 } from '../../util/sha256.ts';
import { commentsOf } from '../yaml/parse.ts';
import { parseItem } from '../yaml/read-value.ts';
import { type ConflictLabels, withMarkers, withoutMarkers } from './conflict-markers.ts';
import { differingRange, type Lines, mergeCleanly, mergeLines, toLines, toText } from './diff3.ts';
import { mergeComments } from './merge-comments.ts';
import { itemRewriter } from './rewrite-item.ts';

export interface MergedText {
  text: string;
  conflicts: readonly Conflict[];
}

/** A value for the base, our side and their side. */
type Three<Value> = readonly [base: Value, ours: Value, theirs: Value];

const mapThree = <From, To>([base, ours, theirs]: Three<From>, map: (value: From) => To): Three<To> => [
  map(base),
  map(ours),
  map(theirs),
];

/**
 * Merges the values of two versions of an item's file, and their comments. Each conflict is marked with both sides'
 * lines. Versions that can't be read as items are merged line by line.
 * @param base the version that both sides started from; empty where each side added the file
 * @param markerSize the number of signs in a conflict marker
 */
export async function mergeFiles(
  base: string,
  ours: string,
  theirs: string,
  markerSize = 7,
): Promise<MergedText> {
  if (ours === theirs || base === theirs) return { text: ours, conflicts: [] };
  if (base === ours) return { text: theirs, conflicts: [] };
  const style = mergeFileStyles(base, ours, theirs);
  const sides = mapThree([base, ours, theirs], (text) => toLines(style.remove(text)));
  const { lines, conflicts } = await mergeSides(sides, markerSize);
  return { text: style.apply(toText(lines)), conflicts };
}

const readItem = (lines: Lines): Promise<Item | null> => parseItem(toText(lines));

interface MergedLines {
  lines: Lines;
  conflicts: readonly Conflict[];
}

async function mergeSides(sides: Three<Lines>, markerSize: number): Promise<MergedLines> {
  const clean = mergeCleanly(...sides);
  const [base, ours, theirs] = await Promise.all(mapThree(sides, readItem));
  if (!ours || !theirs || (sides[0].length > 0 && !base))
    return clean ? { lines: clean, conflicts: [] } : mergeLineByLine(sides, markerSize);
  const merged = mergeItems(base, ours, theirs, sha256);
  const { item, conflicts } = merged;
  if (conflicts.length === 0 && clean && (await isItem(clean, item))) return { lines: clean, conflicts };
  const lines = base && (await mergeValues(sides, [base, ours, theirs], merged, markerSize));
  if (lines) return { lines, conflicts };
  const unsafe = 'both sides changed the same lines in ways that can’t be merged safely';
  const remaining = conflicts.length > 0 ? conflicts : [conflictAt([], ours, theirs, unsafe)];
  return clean
    ? { lines: withMarkers(sides[1], sides[2], remaining[0]!, markerSize), conflicts: remaining }
    : { ...mergeLineByLine(sides, markerSize, remaining[0]), conflicts: remaining };
}

const isItem = async (lines: Lines, item: Item): Promise<boolean> => deepEqual(await readItem(lines), item);

/** The merged values with the comments of both sides; null where such a text can't be written. */
async function mergeValues(
  sides: Three<Lines>,
  items: Three<Item>,
  merged: MergedItem,
  markerSize: number,
): Promise<Lines | null> {
  const rewriters = mapThree([0, 1, 2], (side) => itemRewriter(toText(sides[side]!), items[side]!));
  // Three texts with the same values differ only in comments and style.
  const write: Writer = (target) => {
    const [base, ours, theirs] = mapThree(rewriters, (rewrite) => rewrite(target));
    if (base === null || ours === null || theirs === null) return null;
    return mergeComments(toLines(base), toLines(ours), toLines(theirs));
  };
  if (merged.conflicts.length === 0) {
    const lines = write(merged.item);
    return lines && keepsComments([lines], sides) && (await isItem(lines, merged.item)) ? lines : null;
  }
  const resolved = resolveConflicts(merged, ...items, sha256);
  const lines = markConflicts(write, resolved, merged.conflicts, markerSize);
  if (!lines) return null;
  const our = withoutMarkers(lines, 'ours', markerSize);
  const their = withoutMarkers(lines, 'theirs', markerSize);
  const isValid =
    keepsComments([our, their], sides) &&
    (await isItem(our, resolved.ours)) &&
    (await isItem(their, resolved.theirs));
  return isValid ? lines : null;
}

type Writer = (target: Item) => Lines | null;

/** The item resolved as ours, with markers around the lines of each field in conflict. */
function markConflicts(
  write: Writer,
  { ours, theirs }: { ours: Item; theirs: Item },
  conflicts: readonly Conflict[],
  markerSize: number,
): Lines | null {
  const lines = write(ours);
  if (!lines) return null;
  const isWordingMarked =
    ours.wording === theirs.wording || conflicts.some(({ path }) => path[0] === 'wording');
  const marked: { start: number; end: number; lines: Lines }[] = [];
  for (const conflict of isWordingMarked ? conflicts : [...conflicts, wordingConflict]) {
    const other = write(withField(ours, conflict.path, theirs));
    if (!other) return null;
    const { start, ourEnd, theirEnd } = differingRange(lines, other);
    if (start === ourEnd && start === theirEnd) return null;
    const [our, their] = [lines.slice(start, ourEnd), other.slice(start, theirEnd)];
    marked.push({ start, end: ourEnd, lines: withMarkers(our, their, conflict, markerSize) });
  }
  marked.sort((a, b) => a.start - b.start);
  if (marked.some(({ start }, index) => index > 0 && start < marked[index - 1]!.end)) {
    const other = write(theirs);
    return other && withMarkers(lines, other, conflicts[0]!, markerSize);
  }
  const unmarked = marked.map(({ start }, index) => lines.slice(marked[index - 1]?.end ?? 0, start));
  return [
    ...marked.flatMap((each, index) => [...unmarked[index]!, ...each.lines]),
    ...lines.slice(marked.at(-1)!.end),
  ];
}

const wordingConflict = {
  path: ['wording'],
  ours: 'the fingerprint of this text',
  theirs: 'the fingerprint of this text',
};

/** Whether every comment that a side added is in one of the merged texts. */
function keepsComments(merged: readonly Lines[], [base, ...sides]: Three<Lines>): boolean {
  const known = new Set([base, ...merged].flat());
  // Finding comments takes as long as parsing: it is left out where all new lines are in the result as they are.
  if (sides.every((side) => side.every((line) => !line.includes('#') || known.has(line)))) return true;
  const comments = new Set([base, ...merged].flatMap(commentTexts));
  return sides.flatMap(commentTexts).every((comment) => comments.has(comment));
}

const commentTexts = (lines: Lines): string[] => commentsOf(toText(lines)).map(({ text }) => text.trim());

/** Merges as git does: lines that both sides changed are a conflict. */
function mergeLineByLine(
  sides: Three<Lines>,
  markerSize: number,
  labels: ConflictLabels = { ours: 'these lines', theirs: 'these lines' },
): MergedLines {
  const lines = mergeLines(...sides).flatMap((hunk) =>
    'lines' in hunk ? hunk.lines : withMarkers(hunk.ours, hunk.theirs, labels, markerSize),
  );
  const why = 'both sides changed the same lines';
  return { lines, conflicts: [{ field: 'text', path: [], why, ours: labels.ours, theirs: labels.theirs }] };
}

/** Merges what lines don't show: the kind of line breaks, a byte order mark, and whether the last line ends with a break. */
function mergeFileStyles(...texts: Three<string>) {
  const merge = (has: (text: string) => boolean, byDefault: boolean): boolean => {
    const [base, ours, theirs] = mapThree(texts, has);
    if (ours === theirs) return ours;
    if (texts[0] === '') return byDefault;
    return ours === base ? theirs : ours;
  };
  // Where a text mixes both kinds of line breaks, they are part of its lines.
  const isUniform = texts.every((text) => !text.includes('\r') || !/(?<!\r)\n/.test(text));
  const hasCrlf = isUniform && merge((text) => text.includes('\r\n'), false);
  const hasByteOrderMark = merge((text) => text.startsWith('\ufeff'), false);
  const endsWithBreak = merge((text) => text.endsWith('\n'), true);
  return {
    remove(text: string): string {
      const bare = text.replace(/^\ufeff/, '');
      const lines = isUniform ? bare.replaceAll('\r\n', '\n') : bare;
      return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
    },
    apply(text: string): string {
      const lines = endsWithBreak ? text : text.replace(/\n$/, '');
      return `${hasByteOrderMark ? '\ufeff' : ''}${hasCrlf ? lines.replaceAll('\n', '\r\n') : lines}`;
    },
  };
}
