/** Renders a list as a table on a terminal. */
import { columnLine, columnWidths } from '../common/columns.ts';
import type { DataTable, TextLayout } from '../common/data-table.ts';
import { oneLine } from '../common/escape.ts';
import { truncate } from '../common/text-width.ts';

/** Columns are not truncated below these widths, where what is left is no longer understood. */
const minWidth = { words: 8, sentences: 22 };
/** A column that is wider than this contains sentences. */
const sentenceWidth = 40;

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
  const [head = '', ...lines] = cells.map((row) =>
    columnLine(
      row.map((cell, at) => truncate(cell, widths[at]!)),
      widths,
    ),
  );
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
