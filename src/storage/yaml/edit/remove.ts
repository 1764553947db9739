/** What goes from a text with a key or an entry, so that what was put there is taken away to the byte. */
import type { RemoveEdit } from '../../../plan/changes/edit.ts';
import { find, type List, type Mapping, type Node, type Span, spanOf } from '../syntax-tree.ts';
import { belowComments, type Change, column, lineAbove, lineEnd, lineStart } from './insert.ts';

/** The changes that take a key or an entry away, or null where this spelling can't be changed. */
export function removalChanges(
  text: string,
  root: Node | null,
  { remove: path }: RemoveEdit,
): Change[] | null {
  const holder = find(root, path.slice(0, -1));
  if (!holder || holder.kind === 'scalar') return null;
  const isList = holder.kind === 'list';
  if (isList && holder.items.length === 1) return removalChanges(text, root, { remove: path.slice(0, -1) });
  const index = isList
    ? Number(path.at(-1))
    : holder.pairs.findIndex(({ name }) => name === String(path.at(-1)));
  const entries = isList ? holder.items : holder.pairs.map(spanOf);
  if (!entries[index]) return null;
  return holder.flow
    ? fromInside(text, holder, entries, index)
    : fromLines(text, holder, isList ? dashed(text, holder) : entries, index);
}

/** The entries of a block list with their dashes. */
function dashed(text: string, list: List): Span[] {
  const dash = new RegExp(`\\n {${column(text, list.start)}}-(?!\\S)`, 'g');
  return list.items.map(({ start, end }, index) => {
    if (index === 0) return { start: list.start, end };
    const from = list.items[index - 1]!.end;
    const found = [...text.slice(from, start).matchAll(dash)].at(-1);
    return { start: found ? from + found.index + found[0].length - 1 : start, end };
  });
}

/** The lines of an entry, and the comments below it that are indented deeper than it is. */
function fromLines(
  text: string,
  holder: List | Mapping,
  entries: readonly Span[],
  index: number,
): Change[] | null {
  const { start, end } = entries[index]!;
  const next = entries[index + 1];
  const at = belowComments(text, lineEnd(text, end), column(text, holder.start));
  const before = text.slice(lineStart(text, start), start);
  if (entries.length === 1) return null;
  if (before.trim() === '') return [linesGone(text, entries, index, at, holder.kind === 'list')];
  // Behind the dash of a list: what comes next moves up to it, or stays below it with the comments above it.
  if (!next || !/^[ -]*-[ \t]+$/.test(before)) return null;
  const isNext = text.slice(at, next.start).trim() === '';
  return [isNext ? gone(start, next.start) : gone(start - / *$/.exec(before)![0].length, at)];
}

/** Whole lines down to `at`. Of the blank lines above and below, those go that would stand doubled or at an end. */
function linesGone(text: string, entries: readonly Span[], index: number, at: number, isList: boolean) {
  const { start } = entries[index]!;
  const apart = (i: number) =>
    i > 0 && /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(entries[i - 1]!.end, entries[i]!.start));
  const above = lineAbove(text, start);
  const below = /^(?:\r?\n[ \t]*(?=\r?\n))+/.exec(text.slice(at))?.[0].length ?? 0;
  if (index === entries.length - 1) {
    const isLoose =
      apart(index) && (below > 0 || /^\s*$/.test(text.slice(at)) || (isList && apart(index - 1)));
    return gone(isLoose ? lineAbove(text, above) : above, at);
  }
  const isAfterBlank = text.slice(lineStart(text, above), above).trim() === '';
  const to = at + (index === 0 || isAfterBlank ? below : 0);
  // From line break to line break as they were put there: the file may have both kinds.
  return index === 0 ? gone(lineStart(text, start), text.indexOf('\n', to) + 1) : gone(above, to);
}

/** An entry of braces or brackets, with one comma. */
function fromInside(text: string, holder: List | Mapping, entries: readonly Span[], index: number) {
  const { start, end } = entries[index]!;
  const [above, next] = [entries[index - 1], entries[index + 1]];
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const from = holder.start + 1;
  if (!above && !next) {
    const isAlone = text.slice(from, start).trim() === '';
    const to = end + comma;
    return [gone(isAlone ? from : start, isAlone && text.startsWith(' }', to) ? to + 1 : to)];
  }
  const isOnItsLine =
    text.slice(lineStart(text, start), start).trim() === '' &&
    (next ? /^,[ \t]*(?:#.*)?$/ : /^,?[ \t]*(?:#.*)?$/).test(text.slice(end, lineEnd(text, end)));
  if (isOnItsLine && !above) return [gone(lineStart(text, start), text.indexOf('\n', end) + 1)];
  if (isOnItsLine && above) {
    const line = gone(lineAbove(text, start), lineEnd(text, end));
    return comma === 0 && text[above.end] === ',' ? [gone(above.end, above.end + 1), line] : [line];
  }
  const isPlain = (from: number, to: number) => /^\s*,\s*$/.test(text.slice(from, to));
  if (!above && next) return isPlain(end, next.start) ? [gone(start, next.start)] : null;
  if (above && isPlain(above.end, start) && !(next && text.slice(above.end, start).includes('\n')))
    return [gone(above.end, end)];
  if (next && comma === 0) return null;
  return [gone(start, end + comma + (comma && /^[ \t]*/.exec(text.slice(end + comma))![0].length))];
}

const gone = (start: number, end: number): Change => ({ start, end, insert: '' });
