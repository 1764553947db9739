/** The rows of a workbook's sheet, as its XML has them. */
import type { CellStyle, XlsxCell } from './cells.ts';

/** In points, and the most that a row can have. */
const highest = 409;

/** @param nth which row it is, from 1. @param styles the number of each look's style; absent for the usual one. @param lines how many it takes */
export const rowXml = (
  row: readonly XlsxCell[],
  nth: number,
  styles: ReadonlyMap<CellStyle, string | undefined>,
  lines = 1,
): string =>
  `<row r="${nth}"${lines > 1 ? ` ht="${Math.min(lines * 15, highest)}" customHeight="1"` : ''}>${row.map((cell, at) => cellXml(cell, columnLetters(at + 1) + nth, styles)).join('')}</row>`;

function cellXml(
  { look, value }: XlsxCell,
  address: string,
  styles: ReadonlyMap<CellStyle, string | undefined>,
) {
  const style = styles.get(look);
  const start = `<c r="${address}"${style === undefined ? '' : ` s="${style}"`}`;
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (value === '') return `${start}/>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${inXml(value)}</t></is></c>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const inXml = (text: string) => text.replace(/[&<>]/g, (char) => entities[char]!);

/** What a spreadsheet calls its nth column, from 1: `A`, `Z`, `AA`. */
export const columnLetters = (nth: number): string =>
  nth === 0 ? '' : columnLetters(Math.floor((nth - 1) / 26)) + String.fromCharCode(65 + ((nth - 1) % 26));
