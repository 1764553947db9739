/** Finds the text to remove with a key or an entry, so that removing what was inserted restores the old text exactly. */
import type { RemoveEdit } from '../../../plan/changes/edit.ts';
import {
  findNode,
  type ListNode,
  type MappingNode,
  type Span,
  type SyntaxNode,
  spanOf,
} from '../syntax-tree.ts';
import { endOfComments, indentOf, lineEnd, lineStart, previousLineEnd, type TextChange } from './insert.ts';

/** The changes that remove a key or an entry, or null where this text cannot be changed. */
export function removalChanges(
  text: string,
  root: SyntaxNode | null,
  { remove: path }: RemoveEdit,
): TextChange[] | null {
  const collection = findNode(root, path.slice(0, -1));
  if (!collection || collection.kind === 'scalar') return null;
  const isList = collection.kind === 'list';
  if (isList && collection.items.length === 1)
    return removalChanges(text, root, { remove: path.slice(0, -1) });
  const index = isList
    ? Number(path.at(-1))
    : collection.pairs.findIndex(({ name }) => name === String(path.at(-1)));
  const entries = isList ? collection.items : collection.pairs.map(spanOf);
  if (!entries[index]) return null;
  return collection.flow
    ? removeFromFlow(text, collection, entries, index)
    : removeFromBlock(text, collection, isList ? withDashes(text, collection) : entries, index);
}

/** The entries of a block list with their dashes. */
function withDashes(text: string, list: ListNode): Span[] {
  const dash = new RegExp(`\\n {${indentOf(text, list.start)}}-(?!\\S)`, 'g');
  return list.items.map(({ start, end }, index) => {
    if (index === 0) return { start: list.start, end };
    const from = list.items[index - 1]!.end;
    const match = [...text.slice(from, start).matchAll(dash)].at(-1);
    return { start: match ? from + match.index + match[0].length - 1 : start, end };
  });
}

/** Removes the lines of an entry and the comments below it that are indented deeper than it. */
function removeFromBlock(
  text: string,
  collection: ListNode | MappingNode,
  entries: readonly Span[],
  index: number,
): TextChange[] | null {
  const { start, end } = entries[index]!;
  const next = entries[index + 1];
  const at = endOfComments(text, lineEnd(text, end), indentOf(text, collection.start));
  const before = text.slice(lineStart(text, start), start);
  if (entries.length === 1) return null;
  if (before.trim() === '') return [removeLines(text, entries, index, at, collection.kind === 'list')];
  // After the dash of a list, the next key moves up to the dash; if comments precede it, it stays below them.
  if (!next || !/^[ -]*-[ \t]+$/.test(before)) return null;
  const isAdjacent = text.slice(at, next.start).trim() === '';
  return [isAdjacent ? removal(start, next.start) : removal(start - / *$/.exec(before)![0].length, at)];
}

/** Removes whole lines up to `at`, with the empty lines that would be left doubled or at an end. */
function removeLines(
  text: string,
  entries: readonly Span[],
  index: number,
  at: number,
  isList: boolean,
): TextChange {
  const { start } = entries[index]!;
  const isAfterEmptyLine = (i: number) =>
    i > 0 && /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(entries[i - 1]!.end, entries[i]!.start));
  const above = previousLineEnd(text, start);
  const emptyBelow = /^(?:\r?\n[ \t]*(?=\r?\n))+/.exec(text.slice(at))?.[0].length ?? 0;
  if (index === entries.length - 1) {
    const removesEmptyLine =
      isAfterEmptyLine(index) &&
      (emptyBelow > 0 || /^\s*$/.test(text.slice(at)) || (isList && isAfterEmptyLine(index - 1)));
    return removal(removesEmptyLine ? previousLineEnd(text, above) : above, at);
  }
  const isBelowEmptyLine = text.slice(lineStart(text, above), above).trim() === '';
  const to = at + (index === 0 || isBelowEmptyLine ? emptyBelow : 0);
  // From line break to line break as they were inserted: a file may have both `\n` and `\r\n`.
  return index === 0 ? removal(lineStart(text, start), text.indexOf('\n', to) + 1) : removal(above, to);
}

/** Removes an entry of braces or brackets with one comma. */
function removeFromFlow(
  text: string,
  collection: ListNode | MappingNode,
  entries: readonly Span[],
  index: number,
): TextChange[] | null {
  const { start, end } = entries[index]!;
  const [previous, next] = [entries[index - 1], entries[index + 1]];
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const inside = collection.start + 1;
  if (!previous && !next) {
    const isFirst = text.slice(inside, start).trim() === '';
    const to = end + comma;
    return [removal(isFirst ? inside : start, isFirst && text.startsWith(' }', to) ? to + 1 : to)];
  }
  const isAloneOnLine =
    text.slice(lineStart(text, start), start).trim() === '' &&
    (next ? /^,[ \t]*(?:#.*)?$/ : /^,?[ \t]*(?:#.*)?$/).test(text.slice(end, lineEnd(text, end)));
  if (isAloneOnLine && !previous) return [removal(lineStart(text, start), text.indexOf('\n', end) + 1)];
  if (isAloneOnLine && previous) {
    const line = removal(previousLineEnd(text, start), lineEnd(text, end));
    return comma === 0 && text[previous.end] === ','
      ? [removal(previous.end, previous.end + 1), line]
      : [line];
  }
  const isOnlyComma = (from: number, to: number) => /^\s*,\s*$/.test(text.slice(from, to));
  if (!previous && next) return isOnlyComma(end, next.start) ? [removal(start, next.start)] : null;
  if (
    previous &&
    isOnlyComma(previous.end, start) &&
    !(next && text.slice(previous.end, start).includes('\n'))
  )
    return [removal(previous.end, end)];
  if (next && comma === 0) return null;
  return [removal(start, end + comma + (comma && /^[ \t]*/.exec(text.slice(end + comma))![0].length))];
}

const removal = (start: number, end: number): TextChange => ({ start, end, insert: '' });
