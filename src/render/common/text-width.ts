/** Text from plan files on a terminal: it is data, so it can't move the cursor or reorder the line. */
import stringWidth from 'string-width';
import { escapeControls } from './escape.ts';

/** Columns that a text takes on a terminal: a macron none of its own, a wide character two. */
export const widthOf = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

/** Of such letters each takes one column, and the library need not be asked: it looks at every one. */
const isPlain = (text: string) => /^[ -~À-ɏ–—‘’“”…]*$/.test(text);

/**
 * A text of several lines, each wrapped to `width` columns behind `indent` and its own leading spaces; a word longer
 * than a line stays whole, so that an address can be followed.
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

/** Blanks between two words of one line stay as they are. */
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
  return lines.map((each) => each.replace(/ +$/, '')).join('\n');
}

/** As much of a line as has room in `width` columns; what is cut is shown by `…`. */
export const cutTo = (line: string, width: number): string =>
  widthOf(line) <= width ? line : `${startOf(line, width - 1)}…`;

/** The first letters of a line, `width` columns of them at most. */
export function startOf(line: string, width: number): string {
  if (isPlain(line)) return line.slice(0, Math.max(0, width));
  let start = '';
  for (const letter of line) {
    if (widthOf(start + letter) > width) break;
    start += letter;
  }
  return start;
}

/** Padded with spaces to `width` columns. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
