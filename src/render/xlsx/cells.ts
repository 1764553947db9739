/** Converts table cells to workbook cells: numbers, dates and booleans where the value is known, else text. */
import { isDate } from '../../plan/model/calendar-date.ts';
import { escapeControls, escapeUnencodable } from '../common/escape.ts';
import type { Cell, Table } from '../document/document.ts';
import { textWithAddresses } from '../document/inline.ts';

type TableColumn = Table['columns'][number];

/** `literal`: text that begins like a formula. */
export type CellStyle = 'header' | 'text' | 'literal' | 'number' | 'date' | 'note' | 'literal note';

export interface XlsxCell {
  style: CellStyle;
  /** A date is a serial number: days since 1899-12-30. */
  value: string | number | boolean;
}

/** Spreadsheets count 1900 as a leap year, so the serial numbers of earlier dates are off by one. */
const firstDate = '1900-03-01';

export function toCell({ text, value }: Cell, { kind }: TableColumn): XlsxCell {
  if (kind === 'number' && Number.isFinite(value)) return { style: 'number', value: value as number };
  if (kind === 'flag' && typeof value === 'boolean') return { style: 'number', value };
  if (kind === 'date' && typeof value === 'string' && isDate(value) && value >= firstDate)
    return { style: 'date', value: (Date.parse(value) - Date.UTC(1899, 11, 30)) / 86_400_000 };
  return textCell(textWithAddresses(text), 'text', 'literal');
}

export const headerCell = ({ name }: TableColumn): XlsxCell => ({ style: 'header', value: cellText(name) });

export const noteCell = (note: string): XlsxCell => textCell(note, 'note', 'literal note');

function textCell(text: string, plain: CellStyle, literal: CellStyle): XlsxCell {
  const value = cellText(text);
  return { style: /^[=+\-@]/.test(value) ? literal : plain, value };
}

/** Excel's limit, in UTF-16 units; it reports a workbook that exceeds it as corrupt. */
const maxCellLength = 32_767;

/**
 * Escapes control characters, shortens to Excel's limit, and protects text that looks like an escape of the file format,
 * where `_x0041_` stands for `A`.
 */
function cellText(text: string): string {
  const visible = escapeUnencodable(escapeControls(text, '\n\t'));
  const fits = visible.length > maxCellLength ? `${visible.slice(0, maxCellLength - 1)}…` : visible;
  return fits.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}
