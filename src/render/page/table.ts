/** A table, which reads fully without script or style. */
import type { Cell, Table } from '../document/document.ts';
import { inAttribute, inHtml } from './escape.ts';
import { inline, wordsOf } from './inline.ts';

type TableColumn = Table['columns'][number];

/** Characters from which on a column is given room for sentences. */
const long = 40;

/** The id names the caption, and the region in which a wide table scrolls. */
export function tableHtml({ title, columns, rows, notes = [] }: Table, id: string): string {
  const looks = columns.map(
    ({ kind }, at) => kind ?? (rows.some((row) => isLong(row[at])) ? 'long' : undefined),
  );
  const head = columns.map(
    (column, at) => `<th scope="col"${dataKind(column)}${look(looks[at])}>${inHtml(column.name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column, at) => cellHtml(row[at] ?? { text: '' }, column, at === 0, looks[at])).join('')}</tr>\n`,
  );
  const none = `<tr><td colspan="${columns.length}" class="unknown">None.</td></tr>\n`;
  return `<div class="scroll" role="group" tabindex="0" aria-labelledby="${inAttribute(id)}">
<table>
<caption id="${inAttribute(id)}">${inHtml(title)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('') || none}</tbody>
</table>
</div>
${notes.map((note) => `<p class="quiet">${inHtml(note)}</p>\n`).join('')}`;
}

function cellHtml(
  { text, value }: Cell,
  { kind }: TableColumn,
  first: boolean,
  how: string | undefined,
): string {
  const known = kind && value !== undefined && value !== null;
  const data = known ? ` data-value="${inAttribute(String(value))}"` : '';
  const classes = [how, value === null ? 'unknown' : undefined].filter(Boolean).join(' ');
  const inside = inline(text);
  return first
    ? `<th scope="row"${data}${look(classes)}>${inside}</th>`
    : `<td${data}${look(classes)}>${inside}</td>`;
}

const isLong = (cell: Cell | undefined) => cell !== undefined && wordsOf(cell.text).length > long;
const look = (classes: string | undefined) => (classes ? ` class="${classes}"` : '');
const dataKind = ({ kind }: TableColumn) => (kind ? ` data-kind="${kind}"` : '');
