/** Text from plan files on a terminal: it is data, so it can't move the cursor or reorder the line. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { escapeControls } from './escape.ts';

/** Columns that a text takes on a terminal: a macron none of its own, a wide character two. */
export const widthOf = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

/** Of such letters each takes one column, and the library need not be asked: it looks at every one. */
const isPlain = (text: string) => /^[ -~]*$/.test(text);

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

function wrapLine(line: string, width: number): string {
  if (!isPlain(line) || line.includes('  ')) return wrapAnsi(line, width);
  const [first = '', ...words] = line.split(' ');
  let wrapped = first;
  let used = first.length;
  for (const word of words) {
    const fits = used + 1 + word.length <= width;
    wrapped += `${fits ? ' ' : '\n'}${word}`;
    used = fits ? used + 1 + word.length : word.length;
  }
  return wrapped;
}

/** Padded with spaces to `width` columns. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
