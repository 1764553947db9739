/** Renders a table as the XML of one worksheet. */
import { escapeXml, xmlDeclaration } from '../common/escape.ts';
import { widthOf } from '../common/text-width.ts';
import type { Table } from '../document/document.ts';
import { headerCell, noteCell, toCell, type XlsxCell } from './cells.ts';
import { styleIds } from './styles.ts';

/** In characters. Longer text wraps. */
const maxWidth = 60;
/** In points: of one line of text, and Excel's limit for a row. */
const [lineHeight, maxHeight] = [15, 409];

/** The range of a table and its header, such as `A1:D3`. @param prefix `$` makes the range absolute */
export const tableRange = ({ columns, rows }: Table, prefix: '' | '$' = ''): string =>
  `${prefix}A${prefix}1:${prefix}${columnLetters(columns.length)}${prefix}${rows.length + 1}`;

/** Chunks of XML: the header and first column are frozen, each column has a filter, and notes are below the rows. */
export function* worksheetXml(table: Table): Iterable<string> {
  const { columns, rows, notes = [] } = table;
  const cells = rows.map((row) => row.map((cell, at) => toCell(cell, columns[at]!)));
  const widths = columns.map((column, at) => columnWidth(headerCell(column), cells, at));
  yield [
    xmlDeclaration,
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<sheetViews><sheetView workbookViewId="0">${paneXml(columns.length)}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="${lineHeight}"/><cols>`,
    ...widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`),
    `</cols><sheetData>${rowXml(columns.map(headerCell), 1)}`,
  ].join('');
  let chunk = '';
  for (const [at, row] of cells.entries()) {
    chunk += rowXml(row, at + 2, lineCount(row, widths));
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
  yield notes.map((note, at) => rowXml([noteCell(note)], rows.length + 3 + at)).join('');
  yield `</sheetData><autoFilter ref="${tableRange(table)}"/><pageSetup orientation="landscape"/></worksheet>`;
}

const paneXml = (columns: number) =>
  columns > 1
    ? '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    : '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';

function rowXml(row: readonly XlsxCell[], number: number, lines = 1): string {
  // Not every spreadsheet computes the height of wrapped text.
  const height = lines > 1 ? ` ht="${Math.min(lines * lineHeight, maxHeight)}" customHeight="1"` : '';
  const cells = row.map((cell, at) => cellXml(cell, `${columnLetters(at + 1)}${number}`));
  return `<row r="${number}"${height}>${cells.join('')}</row>`;
}

function cellXml({ style, value }: XlsxCell, address: string): string {
  const start = `<c r="${address}" s="${styleIds[style]}"`;
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (value === '') return `${start}/>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

/** `A` for 1, `AA` for 27. */
const columnLetters = (number: number): string =>
  number === 0
    ? ''
    : columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26));

/** In characters: as wide as the widest line. */
function columnWidth(header: XlsxCell, rows: readonly (readonly XlsxCell[])[], at: number): number {
  // The filter button takes room beside the name.
  let width = Math.max(8, widthOf(String(header.value)) + 4);
  for (const row of rows) {
    if (width >= maxWidth) return maxWidth;
    const { style, value } = row[at]!;
    const lines =
      typeof value === 'string' ? value.split('\n') : [style === 'date' ? '2026-12-31' : String(value)];
    for (const line of lines) width = Math.max(width, widthOf(line) + 1);
  }
  return Math.min(width, maxWidth);
}

/** An estimate of the lines that a row needs once its text is wrapped. */
function lineCount(row: readonly XlsxCell[], widths: readonly number[]): number {
  return row.reduce((most, { value }, at) => {
    const width = widths[at]!;
    if (typeof value !== 'string' || (value.length < width && !value.includes('\n'))) return most;
    const lines = value.split('\n').map((line) => Math.max(1, Math.ceil(line.length / (width - 4))));
    return Math.max(
      most,
      lines.reduce((sum, each) => sum + each, 0),
    );
  }, 1);
}
