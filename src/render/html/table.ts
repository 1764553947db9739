/** A table, which reads fully without script or style. */
import type { Cell, Table } from '../document/document.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import { inline, wordsOf } from './inline.ts';

type TableColumn = Table['columns'][number];

/** Characters from which on a column is given room for sentences. */
const long = 40;

/** The id names the caption, and the region in which a wide table scrolls. */
export function tableHtml({ title, columns, rows, total, notes = [] }: Table, id: string): string {
  const looks = columns.map(
    ({ kind }, at) => kind ?? (rows.some((row) => isLong(row[at])) ? 'long' : undefined),
  );
  // On a narrow screen a table of sentences is read row by row, each cell with the name of its column.
  const isWordy = looks.includes('long');
  const head = columns.map(
    (column, at) => `<th scope="col"${dataKind(column)}${look(looks[at])}>${escapeHtml(column.name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column, at) => cellHtml(row[at] ?? { text: '' }, column, at === 0, looks[at], isWordy)).join('')}</tr>\n`,
  );
  const foot = total ? `<tfoot>\n${body.pop() ?? ''}</tfoot>\n` : '';
  const none = `<tr><td colspan="${columns.length}" class="unknown">None.</td></tr>\n`;
  return `<div class="scroll" role="group" tabindex="0" aria-labelledby="${escapeAttribute(id)}">
<table${look(isWordy ? 'wordy' : undefined)}>
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
  first: boolean,
  how: string | undefined,
  isNamed: boolean,
): string {
  const known = kind && value !== undefined && value !== null;
  const data = known ? ` data-value="${escapeAttribute(String(value))}"` : '';
  const classes = [how, value === null ? 'unknown' : undefined].filter(Boolean).join(' ');
  const inside = inline(text);
  const label = isNamed && how !== 'long' ? ` data-label="${escapeAttribute(name)}"` : '';
  return first
    ? `<th scope="row"${data}${look(classes)}>${inside}</th>`
    : `<td${label}${data}${look(classes)}>${inside}</td>`;
}

const isLong = (cell: Cell | undefined) => cell !== undefined && wordsOf(cell.text).length > long;
const look = (classes: string | undefined) => (classes ? ` class="${classes}"` : '');
const dataKind = ({ kind }: TableColumn) => (kind ? ` data-kind="${kind}"` : '');
