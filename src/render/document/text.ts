/** Renders a document for a terminal. */
import { chartText } from '../chart/text/index.ts';
import { columnLine, columnWidths } from '../common/columns.ts';
import type { TextLayout } from '../common/data-table.ts';
import { oneLine } from '../common/escape.ts';
import { pad, widthOf, wrap } from '../common/text-width.ts';
import type { Block, Document, Fact, Inline, Table } from './document.ts';
import { textWithAddresses } from './inline.ts';

/** Columns of a table are not made narrower than this. */
const minColumnWidth = 20;

export const documentText = ({ title, facts, blocks }: Document, layout: TextLayout): string =>
  `${[
    layout.theme.heading(wrap(oneLine(title), layout.width)),
    factsText(facts, layout),
    ...blocks.map((block) => blockText(block, layout)),
  ].join('\n\n')}\n`;

function blockText(block: Block, layout: TextLayout): string {
  const { width, theme } = layout;
  switch (block.is) {
    case 'heading': {
      const text = oneLine(block.text);
      const underline = block.level === 2 ? `\n${'='.repeat(Math.min(widthOf(text), width))}` : '';
      return theme.heading(wrap(text, width)) + underline;
    }
    case 'paragraph': {
      const text = wrap(lineOf(block.text), width);
      return block.quiet ? theme.dim(text) : text;
    }
    case 'list':
      return block.items.map((item) => hanging('- ', lineOf(item), width)).join('\n');
    case 'facts':
      return factsText(block.facts, layout);
    case 'table':
      return tableText(block.table, layout);
    case 'picture':
      return chartText(block.chart, width, theme).trimEnd();
  }
}

const lineOf = (text: Inline) => oneLine(textWithAddresses(text));

/** The lines after the first are indented by the width of the label. */
const hanging = (label: string, text: string, width: number) =>
  label + wrap(text, width, ' '.repeat(widthOf(label))).slice(widthOf(label));

function factsText(facts: readonly Fact[], { width, theme }: TextLayout): string {
  const labelWidth = Math.max(0, ...facts.map(({ name }) => widthOf(name))) + 2;
  return facts
    .map(({ name, text }) => {
      const label = pad(oneLine(name), labelWidth);
      return theme.dim(label) + hanging(label, lineOf(text), width).slice(label.length);
    })
    .join('\n');
}

/** The title, the column names and the rows, whose text is wrapped within its columns, and the notes. */
function tableText(table: Table, { width, theme }: TextLayout): string {
  const { title, columns, rows, notes = [] } = table;
  const names = columns.map(({ name }) => oneLine(name));
  const cells = rows.map((row) => row.map(({ text }) => lineOf(text)));
  const widths = columnWidths([names, ...cells], width, () => minColumnWidth);
  return [
    wrap(oneLine(title), width),
    theme.heading(columnLine(names, widths)),
    ...cells.flatMap((row) => wrappedRow(row, widths)),
    ...notes.map((note) => theme.dim(wrap(oneLine(note), width))),
  ].join('\n');
}

function wrappedRow(row: readonly string[], widths: readonly number[]): string[] {
  const wrapped = row.map((text, at) => wrap(text, Math.max(widths[at]!, minColumnWidth)).split('\n'));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columnLine(
      wrapped.map((lines) => lines[line] ?? ''),
      widths,
    ),
  );
}
