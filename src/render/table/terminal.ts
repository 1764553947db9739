/** Renders a list as a table on a terminal. */
import Table from 'cli-table3';
import { columnGap, columnLine, columnWidths } from '../common/columns.ts';
import type { DataTable, TextLayout } from '../common/data-table.ts';
import { oneLine } from '../common/escape.ts';
import { truncate } from '../common/text-width.ts';

/** Columns are not truncated below these widths, where what is left is no longer understood. */
const minWidth = { words: 8, sentences: 22 };
/** A column that is wider than this contains sentences. */
const sentenceWidth = 40;

/**
 * cli-table3 lays out tables of Latin text up to this many rows. It takes 24 ms for 28 rows but 360 ms for 1,000, and it
 * counts the vowel signs of Thai and Devanagari as columns of their own: other tables are laid out by `columnLine`, with
 * the same result.
 */
const maxLibraryRows = 100;
const latinText = /^[\u0020-\u024f\u2010-\u2027\u2190-\u21ff]*$/;

/** The rows below the column names. If they do not fit, the widest columns are truncated with `…`. */
export function terminalTable<Row>(
  { columns, rows, section }: DataTable<Row>,
  { width, theme }: TextLayout,
): string {
  const cells = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ text }) => oneLine(text(row)))),
  ];
  const widths = columnWidths(
    cells,
    width,
    (natural) => minWidth[natural > sentenceWidth ? 'sentences' : 'words'],
  );
  const usesLibrary = rows.length <= maxLibraryRows && cells.flat().every((cell) => latinText.test(cell));
  const truncated = cells.map((row) => row.map((cell, at) => truncate(cell, widths[at]!)));
  const [head = '', ...lines] = usesLibrary
    ? layOutWithLibrary(truncated, widths)
    : truncated.map((row) => columnLine(row, widths));
  let text = `${theme.heading(head)}\n`;
  let current: string | undefined;
  for (const [at, line] of lines.entries()) {
    const title = section?.(rows[at]!);
    if (title !== undefined && title !== current) text += `\n${theme.heading(oneLine(title))}\n`;
    current = title;
    text += `${line}\n`;
  }
  return text;
}

const noBorder = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('middle')
    .map((part) => [part, '']),
);

/** The lines of a table, without blanks at their ends. */
function layOutWithLibrary(rows: readonly string[][], widths: readonly number[]): string[] {
  const table = new Table({
    chars: noBorder,
    // By default borders and heads are colored even in a pipe. The padding makes the gap.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': columnGap },
    colWidths: widths.map((width) => width + columnGap),
  });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
