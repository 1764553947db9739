/** Tables as a workbook for a spreadsheet (XLSX), a sheet for each. The door to write-excel-file. */
import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { isDate } from '../plan/dates.ts';
import type { Cell, Document, Table } from './document/document.ts';
import { textWithAddresses } from './document/inline.ts';
import { escapeControls } from './escape.ts';
import { sheetNames } from './sheet-names.ts';
import { widthOf } from './text.ts';

type Written = Parameters<typeof writeExcelFile>;
type Sheet = Written[0][number];
type Feature = NonNullable<NonNullable<Written[1]>['features']>[number];

/**
 * A workbook's bytes: the same for the same tables. In each sheet the names of the columns and the first column stay in
 * sight, each column has a filter, and the notes stand below the rows.
 * @param tables at least one; their titles name the sheets, made unique and short where they must be
 */
export async function workbookOf(tables: readonly Table[]): Promise<Uint8Array> {
  const names = sheetNames(tables.map(({ title }) => title));
  const sheets = tables.map((table, at) => sheetOf(table, names[at]!));
  return undated(await writeExcelFile(sheets, { features: [filters(tables)] }).toBuffer());
}

/** The first day that there is for a file in a ZIP archive, 1980-01-01, and midnight. */
const firstOfDays = 0x0021_0000;

/** Dates every file in an archive alike: the library dates them with the moment at which it packs them. */
function undated(archive: Buffer): Buffer {
  // The directory stands before a last record of 22 bytes, which says how many entries there are and where they begin.
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    archive.writeUInt32LE(firstOfDays, at + 12);
    archive.writeUInt32LE(firstOfDays, archive.readUInt32LE(at + 42) + 10);
    at += 46 + [28, 30, 32].reduce((sum, length) => sum + archive.readUInt16LE(at + length), 0);
  }
  return archive;
}

/** What a document says of itself, for a sheet of its own. */
export const aboutTable = ({ title, facts }: Pick<Document, 'title' | 'facts'>): Table => ({
  title: 'About',
  columns: [{ name: 'about' }, { name: 'this' }],
  rows: [[{ text: 'Title' }, { text: title }], ...facts.map(({ name, text }) => [{ text: name }, { text }])],
});

function sheetOf({ columns, rows, notes = [] }: Table, sheet: string): Sheet {
  const head = columns.map(({ name }): CellObject => ({ ...words(name), fontWeight: 'bold' }));
  const body = rows.map((row) => row.map((cell, at) => cellOf(cell, columns[at]!.kind)));
  const below = notes.length === 0 ? [] : [[], ...notes.map((note): CellObject[] => [words(note)])];
  return {
    data: [head, ...body, ...below],
    sheet,
    columns: columns.map((_, at) => ({ width: widthIn([head, ...body], at) })),
    ...{ stickyRowsCount: 1, stickyColumnsCount: columns.length > 1 ? 1 : 0, orientation: 'landscape' },
  };
}

/** Days before this one are not where they should be: a spreadsheet believes that 1900 was a leap year. */
const firstDay = '1900-03-01';

/** A number, a day or a flag as what it is, where it is known; else words. */
function cellOf({ text, value }: Cell, kind: Table['columns'][number]['kind']): CellObject {
  if (kind === 'number' && Number.isFinite(value)) return { value: value as number, type: Number, ...top };
  if (kind === 'flag' && typeof value === 'boolean') return { value, type: Boolean, ...top };
  if (kind === 'date' && typeof value === 'string' && isDate(value) && value >= firstDay)
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'left', ...top };
  return { ...words(textWithAddresses(text)), wrap: true, ...top };
}

const top = { alignVertical: 'top' } as const;

/** In characters; what is longer is wrapped. */
const widest = 60;

function widthIn(rows: readonly (readonly CellObject[])[], at: number): number {
  let width = 8;
  // Beside the name of a column stands the button of its filter.
  for (const [index, row] of rows.entries())
    for (const line of linesOf(row[at]!)) width = Math.max(width, widthOf(line) + (index === 0 ? 4 : 1));
  return Math.min(width, widest);
}

const linesOf = ({ value }: CellObject) =>
  typeof value === 'string' ? value.split('\n') : [value instanceof Date ? firstDay : String(value)];

/** What one cell can hold, in UTF-16 units: a workbook with more in one is called broken. */
const mostInACell = 32_767;

/** What the library would leave out. */
const lost = /[\p{Surrogate}\p{Noncharacter_Code_Point}\ufffd]/gu;

/** Words as a cell: text, whatever they begin with, also when somebody has edited them. */
function words(text: string): CellObject {
  const shown = escapeControls(text, '\n\t').replace(
    lost,
    (char) => `\\u${char.codePointAt(0)!.toString(16)}`,
  );
  const value = unread(shown.length > mostInACell ? `${shown.slice(0, mostInACell - 1)}…` : shown);
  return { value, type: String, ...(/^[=+\-@]/.test(value) ? { format: '@' } : {}) };
}

/**
 * `_x0041_` stands for `A` in a workbook, so where somebody wrote just that, its first character is written so itself. The
 * library takes the names of what every object has (`constructor`) for words it knows already: they are written so too.
 */
const unread = (text: string) =>
  Object.hasOwn(Object.prototype, text)
    ? `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_${text.slice(1)}`
    : text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');

/** A filter on each column, which the library does not offer. */
function filters(tables: readonly Table[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, _, { sheetIndex }) {
            const { columns, rows } = tables[sheetIndex]!;
            const filter = `<autoFilter ref="A1:${letters(columns.length)}${rows.length + 1}"/>`;
            return xml.replace('</sheetData>', `</sheetData>${filter}`);
          },
        },
      },
    },
  };
}

/** What a spreadsheet calls its nth column, from 1: `A`, `Z`, `AA`. */
const letters = (nth: number): string =>
  nth === 0 ? '' : letters(Math.floor((nth - 1) / 26)) + String.fromCharCode(65 + ((nth - 1) % 26));
