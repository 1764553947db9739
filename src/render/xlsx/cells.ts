/** What stands in the cells of a workbook: a number, a day or a flag as what it is, where it is known; else words. */
import { isDate } from '../../plan/model/calendar-date.ts';
import { escapeControls } from '../common/escape.ts';
import type { Cell, Table } from '../document/document.ts';
import { textWithAddresses } from '../document/inline.ts';

/** What a cell looks like; a formula is one that would be, where it not text. */
export type CellStyle = 'words' | 'formula' | 'figure' | 'date' | 'note' | 'formula note';

export interface XlsxCell {
  look: CellStyle;
  /** A day as the number that a spreadsheet has for it. */
  value: string | number | boolean;
}

/** A sheet without its looks. */
export interface Filled {
  names: readonly string[];
  rows: readonly (readonly XlsxCell[])[];
  notes: readonly XlsxCell[];
}

export const toCells = ({ columns, rows, notes = [] }: Table): Filled => ({
  names: columns.map(({ name }) => name),
  rows: rows.map((row) => row.map((cell, at) => cellOf(cell, columns[at]!.kind))),
  notes: notes.map((note) => inWords(note, 'note', 'formula note')),
});

/** Days before this one are not where they should be: a spreadsheet believes that 1900 was a leap year. */
const firstDay = '1900-03-01';

function cellOf({ text, value }: Cell, kind: Table['columns'][number]['kind']): XlsxCell {
  if (kind === 'number' && Number.isFinite(value)) return { look: 'figure', value: value as number };
  if (kind === 'flag' && typeof value === 'boolean') return { look: 'figure', value };
  if (kind === 'date' && typeof value === 'string' && isDate(value) && value >= firstDay)
    return { look: 'date', value: (Date.parse(value) - Date.UTC(1899, 11, 30)) / 86_400_000 };
  return inWords(textWithAddresses(text), 'words', 'formula');
}

function inWords(text: string, plain: CellStyle, formula: CellStyle): XlsxCell {
  const value = words(text);
  return { look: /^[=+\-@]/.test(value) ? formula : plain, value };
}

/** What one cell can hold, in UTF-16 units: a workbook with more in one is called broken. */
const mostInACell = 32_767;

/** What the file can't hold, or is no letter. */
const lost = /[\p{Surrogate}\p{Noncharacter_Code_Point}\ufffd]/gu;

/**
 * Words as a cell can hold them. `_x0041_` stands for `A` in a workbook, so where somebody wrote just that, its first
 * character is written so itself.
 */
export function words(text: string): string {
  const shown = escapeControls(text, '\n\t').replace(
    lost,
    (char) => `\\u${char.codePointAt(0)!.toString(16)}`,
  );
  const fits = shown.length > mostInACell ? `${shown.slice(0, mostInACell - 1)}…` : shown;
  return fits.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}
