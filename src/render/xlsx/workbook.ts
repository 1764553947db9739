/** Tables as a workbook for a spreadsheet (XLSX), a sheet for each. The door to write-excel-file. */
import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { widthOf } from '../common/text-width.ts';
import type { Document, Table } from '../document/document.ts';
import { type CellStyle, type Filled, toCells, words, type XlsxCell } from './cells.ts';
import { columnLetters, rowXml } from './rows-xml.ts';
import { sheetNames } from './sheet-names.ts';

type Library = Parameters<typeof writeExcelFile>;
type Sheet = Library[0][number];
type Feature = NonNullable<NonNullable<Library[1]>['features']>[number];

/**
 * A workbook's bytes: the same for the same tables. In each sheet the names of the columns and the first column stay in
 * sight, each column has a filter, and the notes stand below the rows.
 * @param tables at least one; their titles name the sheets, made unique and short where they must be
 */
export async function renderWorkbook(tables: readonly Table[]): Promise<Uint8Array> {
  const names = sheetNames(tables.map(({ title }) => title));
  const all = tables.map(toCells);
  const sheets = all.map((each, at) => sheetOf(each, names[at]!));
  return fixTimestamps(await writeExcelFile(sheets, { features: [rowsAndFilters(all)] }).toBuffer());
}

/** The first day that there is for a file in a ZIP archive, 1980-01-01, and midnight. */
const firstOfDays = 0x0021_0000;

/** Dates every file in an archive alike: the library dates them with the moment at which it packs them. */
function fixTimestamps(archive: Buffer): Buffer {
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

/** Named in each cell: a spreadsheet that knows no theme would take any font. */
const font = { fontFamily: 'Calibri', fontSize: 11 } as const;

/** A cell of each look, as the library is told of it. */
const looks: Record<CellStyle, CellObject> = {
  words: { value: 'x', type: String, wrap: true, alignVertical: 'top' },
  // A spreadsheet takes what is in a cell of text for text when somebody has edited it, too.
  formula: { value: 'x', type: String, wrap: true, alignVertical: 'top', format: '@' },
  figure: { value: 1, type: Number, alignVertical: 'top' },
  date: { value: 1, type: Number, format: 'yyyy-mm-dd', align: 'left', alignVertical: 'top' },
  note: { value: 'x', type: String },
  'formula note': { value: 'x', type: String, format: '@' },
};

/** A sheet with its head, and in place of its rows one with a cell of each look. */
function sheetOf({ names, rows }: Filled, sheet: string): Sheet {
  return {
    data: [
      names.map(
        (name): CellObject => ({ value: byLibrary(words(name)), type: String, fontWeight: 'bold', ...font }),
      ),
      Object.values(looks).map((look) => ({ ...look, ...font })),
    ],
    sheet,
    columns: names.map((name, at) => ({ width: widthIn(name, rows, at) })),
    ...{ stickyRowsCount: 1, stickyColumnsCount: names.length > 1 ? 1 : 0, orientation: 'landscape' },
  };
}

/** The library takes the names of what every object has (`constructor`) for words it knows already. */
const byLibrary = (text: string) =>
  Object.hasOwn(Object.prototype, text)
    ? `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_${text.slice(1)}`
    : text;

/** In characters; what is longer is wrapped. */
const widest = 60;

function widthIn(name: string, rows: Filled['rows'], at: number): number {
  // Beside the name of a column stands the button of its filter.
  let width = Math.max(8, widthOf(name) + 4);
  for (const row of rows) {
    if (width >= widest) return widest;
    for (const line of linesOf(row[at]!)) width = Math.max(width, widthOf(line) + 1);
  }
  return Math.min(width, widest);
}

const linesOf = ({ look, value }: XlsxCell) =>
  typeof value === 'string' ? value.split('\n') : [look === 'date' ? '2026-12-31' : String(value)];

/** How many lines a row needs: not every spreadsheet finds out for itself. */
const heightOf = (row: readonly XlsxCell[], widths: readonly number[]): number =>
  row.reduce((most, { value }, at) => {
    if (typeof value !== 'string' || (value.length < widths[at]! && !value.includes('\n'))) return most;
    const lines = value.split('\n').map((line) => Math.max(1, Math.ceil(line.length / (widths[at]! - 4))));
    return Math.max(
      most,
      lines.reduce((sum, each) => sum + each, 0),
    );
  }, 1);

/**
 * The rows themselves, which the library would take a hundred times as long to write, for it asks anew for each cell what
 * it looks like; and a filter on each column, which it does not offer.
 */
function rowsAndFilters(all: readonly Filled[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(xml, _, { sheetIndex }) {
            const { names, rows, notes } = all[sheetIndex]!;
            const [, before = '', sample = ''] = /^(.*)(<row r="2">.*?<\/row>)<\/sheetData>/s.exec(xml)!;
            const found = [...sample.matchAll(/<c r="[A-Z]+2"(?: s="(\d+)")?/g)].map(([, style]) => style);
            const widths = [...before.matchAll(/<col [^>]*?\bwidth="([\d.]+)"/g)].map(([, width]) =>
              Number(width),
            );
            const styles = new Map(Object.keys(looks).map((look, at) => [look as CellStyle, found[at]]));
            const body = [...rows, ...(notes.length === 0 ? [] : [[], ...notes.map((note) => [note])])];
            return [
              before.replace(/(?=<cols>)/, '<sheetFormatPr defaultRowHeight="15"/>'),
              ...body.map((row, at) =>
                rowXml(row, at + 2, styles, at < rows.length ? heightOf(row, widths) : 1),
              ),
              `</sheetData><autoFilter ref="A1:${columnLetters(names.length)}${rows.length + 1}"/>`,
              xml.slice(before.length + sample.length + '</sheetData>'.length),
            ].join('');
          },
        },
      },
    },
  };
}
