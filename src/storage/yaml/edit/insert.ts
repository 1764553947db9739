/** Where new lines and new entries go in a text, so that everything that stands there stays as it is. */

import type { List, Mapping, Span } from '../syntax-tree.ts';
import { indented } from './emit.ts';

/** A piece of the text to be replaced; nothing is removed where `start` is `end`. */
export interface Change {
  start: number;
  end: number;
  insert: string;
}

/** The text after changes that stand in its order and don't overlap. */
export const applyChanges = (text: string, changes: readonly Change[]): string =>
  changes.reduceRight((now, { start, end, insert }) => now.slice(0, start) + insert + now.slice(end), text);

/** How far from its line's start an offset is. */
export const column = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Lines to go below the one `end` is on, and below the comments under it that are indented deeper than `indent`. */
export function linesBelow(text: string, end: number, indent: number, lines: readonly string[]): Change {
  const at = belowComments(text, lineEnd(text, end), indent);
  // Before the line break, not after it: a file without a last one keeps having none.
  return {
    start: at,
    end: at,
    insert: indented(lines, indent)
      .map((line) => eol(text) + line)
      .join(''),
  };
}

/** Where the comments end that are on the lines below a line's end and indented deeper than `indent`. */
export function belowComments(text: string, at: number, indent: number): number {
  for (let below = at; ; at = below) {
    const comment = /^(?:\r?\n)( *)#[^\r\n]*/.exec(text.slice(at));
    if (!comment || comment[1]!.length <= indent) return at;
    below += comment[0].length;
  }
}

/** Lines to go above the one `start` begins, or null where something else begins that line. */
export function linesAbove(text: string, start: number, lines: readonly string[]): Change | null {
  const at = lineStart(text, start);
  if (text.slice(at, start).trim() !== '') return null;
  return {
    start: at,
    end: at,
    insert: indented(lines, start - at)
      .map((line) => line + eol(text))
      .join(''),
  };
}

/** An entry to go into braces or brackets, behind the entry `after`, or first where that is null. */
export function insertInFlow(
  text: string,
  collection: List | Mapping,
  after: Span | null,
  entry: string,
): Change[] {
  const insert = (at: number, what: string): Change => ({ start: at, end: at, insert: what });
  const inside = collection.start + 1;
  if (!after) {
    const empty = collection.kind === 'list' ? collection.items.length === 0 : collection.pairs.length === 0;
    if (!empty) return [insert(text.slice(inside).search(/\S/) + inside, `${entry}, `)];
    return [
      insert(inside, collection.kind === 'list' ? entry : ` ${entry}${text[inside] === '}' ? ' ' : ''}`),
    ];
  }
  const indent = text.slice(lineStart(text, after.start), after.start);
  const comma = /^(,?) *(?:#.*)?$/.exec(text.slice(after.end, lineEnd(text, after.end)))?.[1];
  if (indent.trim() !== '' || comma === undefined) return [insert(after.end, `, ${entry}`)];
  const line = insert(lineEnd(text, after.end), eol(text) + indent + entry + comma);
  return comma ? [line] : [insert(after.end, ','), line];
}

const eol = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');

export const lineStart = (text: string, offset: number) =>
  (offset > 0 && text.lastIndexOf('\n', offset - 1) + 1) || (text.startsWith('\ufeff') ? 1 : 0);

/** Where the line above an offset's line ends; there has to be one. */
export function lineAbove(text: string, offset: number): number {
  const at = lineStart(text, offset) - 1;
  return text[at - 1] === '\r' ? at - 1 : at;
}

export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' && at > offset ? at - 1 : at;
}
