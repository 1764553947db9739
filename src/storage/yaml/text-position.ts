/** Turns offsets in a text into the lines and columns that findings show. */
import type { Finding } from '../../errors.ts';
import type { Source } from './source.ts';

/** The line and column of an offset, counted from 1, and the text of that line. */
export function position(text: string, offset: number): { line: number; column: number; source: string } {
  const starts = lineStartsOf(text);
  let line = 1;
  for (let above = starts.length; line < above; ) {
    const middle = (line + above) >> 1;
    if (starts[middle]! <= offset) line = middle + 1;
    else above = middle;
  }
  const start = starts[line - 1]!;
  const end = text.indexOf('\n', start);
  const content = text.slice(start, end < 0 ? text.length : end);
  return { line, column: offset - start + 1, source: end < 0 ? content : content.replace(/\r$/, '') };
}

/** The lines of the last text: a file can have thousands of positions to find. */
let last = { text: '', starts: [0] };

/** The offset at which each line starts. */
function lineStartsOf(text: string): readonly number[] {
  if (text === last.text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
}

/** A range cut at the end of its first line; its length is at least 1. */
export function onOneLine(text: string, start: number, end: number): { offset: number; length: number } {
  const offset = Math.min(start, text.length);
  const [line = ''] = text.slice(offset, end).split(/\r?\n/, 1);
  return { offset, length: Math.max(1, line.trimEnd().length) };
}

/** The location of a finding about a file as a whole. */
export const startOfFile = (file: string) => ({ file, line: 1, column: 1, length: 1, source: null });

/** The location of a range in a file, as findings give it. */
export function locationAt({ name, text }: Pick<Source, 'name' | 'text'>, offset: number, length: number) {
  // Editors neither show nor count a byte order mark.
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const { line, column, source } = position(text.slice(mark), Math.max(0, offset - mark));
  const onLine = Math.max(1, Math.min(length, source.length - column + 1));
  return { file: name, line, column, length: onLine, ...excerpt(source, column) };
}

const maxExcerpt = 1000;

/** The line; of a very long one, the part around the column. */
function excerpt(line: string, column: number): Pick<Finding, 'source' | 'sourceColumn'> {
  if (line.length <= maxExcerpt) return { source: line };
  const start = Math.max(0, Math.min(column - 1 - maxExcerpt / 4, line.length - maxExcerpt));
  return { source: line.slice(start, start + maxExcerpt), sourceColumn: start + 1 };
}
