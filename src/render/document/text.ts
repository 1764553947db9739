/** A document on a terminal. */
import { chartText } from '../chart/text/index.ts';
import type { TextLayout } from '../common/data-table.ts';
import { escapeControls, oneLine } from '../common/escape.ts';
import { pad, widthOf, wrap } from '../common/text-width.ts';
import type { Block, Document, Fact, Table } from './document.ts';
import { textWithAddresses } from './inline.ts';

/** Columns that are wider than this are made narrower where a table does not fit. */
const narrowest = 20;

export const documentText = ({ title, facts, blocks }: Document, page: TextLayout): string =>
  `${[
    page.theme.heading(wrap(oneLine(title), page.width)),
    factsText(facts, page),
    ...blocks.map((block) => blockText(block, page)),
  ].join('\n\n')}\n`;

function blockText(block: Block, page: TextLayout): string {
  const { width, theme } = page;
  switch (block.is) {
    case 'heading': {
      const text = oneLine(block.text);
      const rule = block.level === 2 ? `\n${'='.repeat(Math.min(widthOf(text), width))}` : '';
      return theme.heading(wrap(text, width)) + rule;
    }
    case 'paragraph': {
      const text = wrap(oneLine(textWithAddresses(block.text)), width);
      return block.quiet ? theme.dim(text) : text;
    }
    case 'list':
      return block.items.map((item) => hanging('- ', oneLine(textWithAddresses(item)), width)).join('\n');
    case 'facts':
      return factsText(block.facts, page);
    case 'table':
      return tableText(block.table, page);
    case 'picture':
      return chartText(block.chart, width, theme).trimEnd();
  }
}

const hanging = (lead: string, text: string, width: number) =>
  lead + wrap(text, width, ' '.repeat(lead.length)).slice(lead.length);

function factsText(facts: readonly Fact[], { width, theme }: TextLayout): string {
  const label = Math.max(0, ...facts.map(({ name }) => widthOf(name))) + 2;
  return facts
    .map(({ name, text }) => {
      const words = wrap(oneLine(textWithAddresses(text)), width, ' '.repeat(label)).slice(label);
      return theme.dim(pad(oneLine(name), label)) + words;
    })
    .join('\n');
}

/** Nothing is cut: what does not fit a column goes on below. */
export function tableText({ title, columns, rows, notes = [] }: Table, { width, theme }: TextLayout): string {
  const names = columns.map(({ name }) => oneLine(name));
  const cells = rows.map((row) => row.map(({ text }) => oneLine(textWithAddresses(text))));
  const natural = names.map((name, at) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[at]!)), widthOf(name)),
  );
  const widths = fitted(natural, width - 2 * (columns.length - 1));
  const line = (row: readonly string[]) => {
    const wrapped = row.map((text, at) => wrap(text, Math.max(widths[at]!, narrowest)).split('\n'));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, part) =>
      wrapped
        .map((lines, at) => pad(lines[part] ?? '', widths[at]!))
        .join('  ')
        .trimEnd(),
    ).join('\n');
  };
  return [
    escapeControls(wrap(oneLine(title), width), '\n'),
    theme.heading(line(names)),
    ...cells.map(line),
    ...notes.map((note) => theme.dim(wrap(oneLine(note), width))),
  ].join('\n');
}

function fitted(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    const next = Math.max(narrowest, ...widths.filter((width) => width < widest));
    const at = widths.lastIndexOf(widest);
    const less = Math.min(over, Math.max(1, widest - next));
    widths[at] = widest - less;
    over -= less;
  }
  return widths;
}
