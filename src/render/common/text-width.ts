/** The width of text on a terminal, and text wrapped, cut or padded to a width. */
import stringWidth from 'fast-string-width';
import { escapeControls } from './escape.ts';

/** The columns that a text takes on a terminal: a combining mark takes none, a wide character two. */
export const widthOf = (text: string): number =>
  isNarrow(text) ? text.length : stringWidth(text.normalize().replace(zeroWidth, ''));

/** Whether each character takes one column, as in nearly all texts: the library would take twice as long to say so. */
const isNarrow = (text: string) => /^[ -~À-ɏ–—‘’“”…]*$/.test(text);

/** Characters without a width of which the library counts a column; a joiner between two emoji is left to it. */
const zeroWidth = /[\u200b\u200c\u2060]|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * Wraps each line of a text to `width` columns, after `indent` and the line's own leading spaces. A word longer than a line
 * stays whole, so that a URL can be followed.
 */
export function wrap(text: string, width: number, indent = ''): string {
  return escapeControls(text, '\n')
    .split('\n')
    .map((line) => {
      const lead = indent + /^ */.exec(line)![0];
      return wrapLine(line.trim(), Math.max(20, width - lead.length)).replace(/^(?=.)/gm, lead);
    })
    .join('\n');
}

/** Keeps the spaces between two words on one line. */
function wrapLine(line: string, width: number): string {
  const [first = '', ...words] = line.split(' ');
  const lines = [first];
  let used = widthOf(first);
  for (const word of words) {
    const own = widthOf(word);
    if (own === 0 || used + 1 + own <= width) {
      lines.push(`${lines.pop()} ${word}`);
      used += 1 + own;
    } else {
      lines.push(word);
      used = own;
    }
  }
  return lines.map((each) => each.replace(/(?<! ) +$/, '')).join('\n');
}

/** Truncates a line to `width` columns, with `…` at its end. */
export function truncate(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  return width < 1 ? '' : `${startOf(line, width - 1).trimEnd()}…`;
}

/** The beginning of a line, at most `width` columns. */
function startOf(line: string, width: number): string {
  if (isNarrow(line)) return line.slice(0, Math.max(0, width));
  let start = '';
  for (const character of line) {
    if (widthOf(start + character) > width) break;
    start += character;
  }
  return start;
}

/** Pads a text with spaces to `width` columns. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
