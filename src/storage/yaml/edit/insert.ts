/** Finds where new lines and new flow entries go in a text, so that everything else stays as it is. */
import type { ListNode, MappingNode, Span } from '../syntax-tree.ts';
import { indentLines } from './emit.ts';

/** Replaces a part of a text; nothing is removed where `start` equals `end`. */
export interface TextChange {
  start: number;
  end: number;
  insert: string;
}

/** Applies changes that are in text order and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let at = 0;
  const parts = changes.map(({ start, end, insert }) => {
    const part = text.slice(at, start) + insert;
    at = end;
    return part;
  });
  return parts.join('') + text.slice(at);
}

/** How far an offset is from the start of its line. */
export const indentOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Inserts lines below the line of `end` and the comments under it that are indented deeper than `indent`. */
export function linesBelow(text: string, end: number, indent: number, lines: readonly string[]): TextChange {
  const at = endOfComments(text, lineEnd(text, end), indent);
  const eol = lineBreak(text);
  // Before the line break, so that a file without a final line break still has none.
  return {
    start: at,
    end: at,
    insert: indentLines(lines, indent)
      .map((line) => eol + line)
      .join(''),
  };
}

/** The end of the comment lines that follow a line end and are indented deeper than `indent`. */
export function endOfComments(text: string, at: number, indent: number): number {
  for (let below = at; ; at = below) {
    const comment = /^(?:\r?\n)( *)#[^\r\n]*/.exec(text.slice(at));
    if (!comment || comment[1]!.length <= indent) return at;
    below += comment[0].length;
  }
}

/** Inserts lines above the line that `start` begins; null where it does not begin its line. */
export function linesAbove(text: string, start: number, lines: readonly string[]): TextChange | null {
  const at = lineStart(text, start);
  if (text.slice(at, start).trim() !== '') return null;
  const eol = lineBreak(text);
  return {
    start: at,
    end: at,
    insert: indentLines(lines, start - at)
      .map((line) => line + eol)
      .join(''),
  };
}

/** Inserts an entry into braces or brackets, after the entry `previous` or first. */
export function insertInFlow(
  text: string,
  collection: ListNode | MappingNode,
  previous: Span | null,
  entry: string,
): TextChange[] {
  const insertAt = (at: number, insert: string): TextChange => ({ start: at, end: at, insert });
  const inside = collection.start + 1;
  if (!previous) {
    const entries = collection.kind === 'list' ? collection.items : collection.pairs;
    if (entries.length > 0) return [insertAt(text.slice(inside).search(/\S/) + inside, `${entry}, `)];
    return [
      insertAt(inside, collection.kind === 'list' ? entry : ` ${entry}${text[inside] === '}' ? ' ' : ''}`),
    ];
  }
  const indent = text.slice(lineStart(text, previous.start), previous.start);
  const comma = /^(,?) *(?:#.*)?$/.exec(text.slice(previous.end, lineEnd(text, previous.end)))?.[1];
  if (indent.trim() !== '' || comma === undefined) return [insertAt(previous.end, `, ${entry}`)];
  const line = insertAt(lineEnd(text, previous.end), lineBreak(text) + indent + entry + comma);
  return comma ? [line] : [insertAt(previous.end, ','), line];
}

const lineBreak = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');

export const lineStart = (text: string, offset: number) =>
  (offset > 0 && text.lastIndexOf('\n', offset - 1) + 1) || (text.startsWith('\ufeff') ? 1 : 0);

/** The end of the line above an offset's line, which must exist. */
export function previousLineEnd(text: string, offset: number): number {
  const at = lineStart(text, offset) - 1;
  return text[at - 1] === '\r' ? at - 1 : at;
}

/** The end of an offset's line, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' && at > offset ? at - 1 : at;
}
