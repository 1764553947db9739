/** Renders a table as HTML that is complete without script or style. */
import type { Cell, Table } from '../document/document.ts';
import { plainText } from '../document/inline.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import { inlineHtml } from './inline.ts';

type TableColumn = Table['columns'][number];

/** A column whose texts are longer, in characters, gets room for sentences. */
const longText = 40;

/** @param id of the caption, which labels the region in which a wide table scrolls */
export function tableHtml({ title, columns, rows, total, notes = [] }: Table, id: string): string {
  const classes = columns.map(
    ({ kind }, at) => kind ?? (rows.some((row) => isLong(row[at])) ? 'long' : undefined),
  );
  // A narrow screen shows a table with long text row by row, each cell with the name of its column.
  const isWordy = classes.includes('long');
  const head = columns.map(
    (column, at) =>
      `<th scope="col"${dataKind(column)}${classAttribute(classes[at])}>${escapeHtml(column.name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column, at) => cellHtml(row[at] ?? { text: '' }, column, at === 0, classes[at], isWordy)).join('')}</tr>\n`,
  );
  const foot = total ? `<tfoot>\n${body.pop() ?? ''}</tfoot>\n` : '';
  const none = `<tr><td colspan="${columns.length}" class="unknown">None.</td></tr>\n`;
  return `<div class="scroll" role="group" tabindex="0" aria-labelledby="${escapeAttribute(id)}">
<table${classAttribute(isWordy ? 'wordy' : undefined)}>
<caption id="${escapeAttribute(id)}">${escapeHtml(title)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('') || none}</tbody>
${foot}</table>
</div>
${notes.map((note) => `<p class="quiet">${escapeHtml(note)}</p>\n`).join('')}`;
}

function cellHtml(
  { text, value }: Cell,
  { name, kind }: TableColumn,
  isFirst: boolean,
  columnClass: string | undefined,
  hasLabel: boolean,
): string {
  const isKnown = kind && value !== undefined && value !== null;
  const data = isKnown ? ` data-value="${escapeAttribute(String(value))}"` : '';
  const classes = [columnClass, value === null ? 'unknown' : undefined].filter(Boolean).join(' ');
  const content = inlineHtml(text);
  const label = hasLabel && columnClass !== 'long' ? ` data-label="${escapeAttribute(name)}"` : '';
  return isFirst
    ? `<th scope="row"${data}${classAttribute(classes)}>${content}</th>`
    : `<td${label}${data}${classAttribute(classes)}>${content}</td>`;
}

const isLong = (cell: Cell | undefined) => cell !== undefined && plainText(cell.text).length > longText;
const classAttribute = (classes: string | undefined) => (classes ? ` class="${classes}"` : '');
const dataKind = ({ kind }: TableColumn) => (kind ? ` data-kind="${kind}"` : '');
