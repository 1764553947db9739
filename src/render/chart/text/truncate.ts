/** Words in so many columns of a terminal. */
import { oneLine } from '../../common/escape.ts';
import { startOf, widthOf } from '../../common/text-width.ts';

/** As much of a text as has room; what is cut is shown by `…`, and where there is no room for that either, nothing is left. */
export function cut(text: string, columns: number): string {
  const line = oneLine(text);
  if (widthOf(line) <= columns) return line;
  return columns < 1 ? '' : `${startOf(line, columns - 1).trimEnd()}…`;
}

/** Columns for names: as wide as the widest, within a third of the line. */
export const nameWidth = (names: readonly string[], width: number) =>
  Math.min(Math.floor(width / 3), Math.max(...names.map((name) => widthOf(oneLine(name)))));
