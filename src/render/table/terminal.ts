/** A table for a terminal, fitted to its width. */
import type { DataTable, TextLayout } from '../common/data-table.ts';
import { oneLine } from '../common/escape.ts';
import { cutTo, pad, widthOf } from '../common/text-width.ts';

const gap = 2;
/** Below these widths a column of words, or of sentences, says nothing any more. */
const floors = { word: 8, sentence: 22 };
/** What is wider than this is a sentence. */
const sentenceWidth = 40;

/** The rows under a line of names; where they do not fit, the widest columns are cut, each cut shown by `…`. */
export function table<Row>({ columns, rows, section }: DataTable<Row>, { width, theme }: TextLayout): string {
  const names = columns.map(({ name }) => name);
  const cells = rows.map((row) => columns.map(({ text }) => oneLine(text(row))));
  const natural = names.map((name, at) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[at]!)), widthOf(name)),
  );
  const widths = shrinkColumns(natural, width - gap * (columns.length - 1));
  const [head = '', ...body] = [names, ...cells].map((row) => layOut(row, widths));
  const headed = section
    ? body.flatMap((line, at) => {
        const [own, last] = [rows[at], rows[at - 1]].map((row) => row && section(row));
        return own === undefined || own === last ? [line] : ['', theme.heading(oneLine(own)), line];
      })
    : body;
  return [theme.heading(head), ...headed].map((line) => `${line}\n`).join('');
}

/** One line of the table. */
const layOut = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, at) => pad(cutTo(cell, widths[at]!), widths[at]! + gap))
    .join('')
    .trimEnd();

/** Widths that add up to `room` at most, taken from the widest first, as long as any has more than it needs. */
function shrinkColumns(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  const floor = natural.map((width) => floors[width > sentenceWidth ? 'sentence' : 'word']);
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const spare = widths.map((width, at) => (width > floor[at]! ? width : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    const at = spare.lastIndexOf(widest);
    const next = Math.max(floor[at]!, ...spare.filter((width) => width < widest));
    const less = Math.min(over, Math.max(1, widest - next));
    widths[at] = widest - less;
    over -= less;
  }
  return widths;
}
