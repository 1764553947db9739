/** Text from plan files on a terminal: it is data, so it can't move the cursor or reorder the line. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { escapeControls } from './escape.ts';

/** Columns that a text takes on a terminal: a macron none of its own, a wide character two. */
export const widthOf = (text: string): number => stringWidth(text);

/**
 * A text of several lines, each wrapped to `width` columns behind `indent` and its own leading spaces; a word longer
 * than a line stays whole, so that an address can be followed.
 */
export function wrap(text: string, width: number, indent = ''): string {
  return escapeControls(text, '\n')
    .split('\n')
    .map((line) => {
      const lead = indent + /^ */.exec(line)![0];
      return wrapAnsi(line.trim(), Math.max(20, width - lead.length)).replace(/^(?=.)/gm, lead);
    })
    .join('\n');
}

/** Padded with spaces to `width` columns. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
