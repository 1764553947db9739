/** Lays out rows of text in columns on a terminal. */
import type { Theme } from './colors.ts';
import { pad, widthOf } from './text-width.ts';

/** Blanks between columns. */
export const columnGap = 2;

/**
 * The widths of columns: each as wide as its widest cell and, where that is too much, the widest ones truncated first.
 * @param width of the whole line; Infinity shortens nothing
 * @param leastOf the width below which a column of this natural width is not truncated
 */
export function columnWidths(
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
  leastOf: (natural: number) => number = () => 0,
): number[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[at]!)), 0),
  );
  const least = widths.map(leastOf);
  let excess = widths.reduce((sum, each) => sum + each, 0) + columnGap * (widths.length - 1) - width;
  while (excess > 0) {
    const shortenable = widths.map((each, at) => (each > least[at]! ? each : 0));
    const widest = Math.max(...shortenable);
    if (widest === 0) break;
    const at = shortenable.lastIndexOf(widest);
    const next = Math.max(least[at]!, ...shortenable.filter((each) => each < widest));
    const cut = Math.min(excess, Math.max(1, widest - next));
    widths[at]! -= cut;
    excess -= cut;
  }
  return widths;
}

/** The cells of a row beside each other, padded to the widths. */
export const columnLine = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, at) => pad(cell, widths[at]!))
    .join(' '.repeat(columnGap))
    .trimEnd();

/** Rows in columns under their names. */
export function headedColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  theme: Theme,
): string[] {
  const widths = columnWidths([names, ...rows]);
  return [theme.heading(columnLine(names, widths)), ...rows.map((row) => columnLine(row, widths))];
}
