/** Rows and columns in every format that a list can have. */
import { toCamelCase } from '../../../schemas/field-types.ts';
import { escapeFormula } from '../../util/csv-injection.ts';
import type { Column, DataTable, TextLayout } from '../common/data-table.ts';
import { escapeControls, inMarkdown, safeJson } from '../common/escape.ts';
import { toJson, withEnvelope } from '../common/json.ts';

/** Whole, or in pieces: of those, none needs more room than a few rows do. */
type Answer = string | Uint8Array | Iterable<string>;
type Format = <Row>(sheet: DataTable<Row>, page: TextLayout) => Answer | Promise<Answer>;

export const tableFormats = {
  table: async (sheet, page) => (await import('./terminal.ts')).table(sheet, page),
  json: (sheet) => toJson(sheet.kind, bodyOf(sheet)),
  tsv: ({ columns, rows }) => lines(columns, rows, ['\t', '\n'], escapeTsv),
  csv: ({ columns, rows }) => lines(columns, rows, [',', '\r\n'], quoteCsv),
  ndjson: ({ columns, rows }) => chunks(rows, (row) => `${safeJson(values(columns, row))}\n`),
  markdown: ({ columns, rows, notes = [] }) =>
    [markdown(columns, rows), ...notes.map((note) => `${inMarkdown(note)}\n`)].join('\n'),
  yaml: async (sheet) =>
    (await import('../common/yaml.ts')).yamlText(withEnvelope(sheet.kind, bodyOf(sheet))),
  async html(sheet) {
    const [{ renderPage }, { toDocumentTable }] = await Promise.all([
      import('../html/page.ts'),
      import('./to-document.ts'),
    ]);
    const { title, metadata = [] } = sheet;
    return renderPage(
      { title, facts: metadata, blocks: [{ is: 'table', table: toDocumentTable(sheet) }] },
      new Map(),
    );
  },
  async xlsx(sheet) {
    const [{ aboutTable, renderWorkbook }, { toDocumentTable }] = await Promise.all([
      import('../xlsx/workbook.ts'),
      import('./to-document.ts'),
    ]);
    const { title, metadata } = sheet;
    return renderWorkbook([
      toDocumentTable(sheet),
      ...(metadata ? [aboutTable({ title, facts: metadata })] : []),
    ]);
  },
} as const satisfies Record<string, Format>;

/** An answer in one piece. */
export const joinChunks = (answer: Answer): string | Uint8Array =>
  typeof answer === 'string' || answer instanceof Uint8Array ? answer : [...answer].join('');

export type RowFormat = keyof typeof tableFormats;
export const rowFormatNames = Object.keys(tableFormats) as RowFormat[];

const bodyOf = <Row>({ key, columns, rows, summary }: DataTable<Row>) => ({
  [key]: rows.map((row) => values(columns, row)),
  summary: summary(),
});

const values = <Row>(columns: readonly Column<Row>[], row: Row) =>
  Object.fromEntries(columns.map(({ name, value }) => [toCamelCase(name), value(row)]));

function* lines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  [between, end]: readonly [between: string, end: string],
  cell: (text: string) => string,
): Iterable<string> {
  yield `${columns.map(({ name }) => cell(name)).join(between)}${end}`;
  yield* chunks(rows, (row) => `${columns.map(({ text }) => cell(text(row))).join(between)}${end}`);
}

/** In characters: as much as a pipe takes at once. */
const pieceLength = 65_536;

function* chunks<Row>(rows: readonly Row[], line: (row: Row) => string): Iterable<string> {
  let piece = '';
  for (const row of rows) {
    piece += line(row);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Most cells: they hold nothing that TSV or a spreadsheet would take for anything else. */
const usual = /^[A-Za-z0-9][ -[\]-~\u00a1-\u024f]*$/;

const escapeTsv = (text: string) =>
  usual.test(text)
    ? text
    : escapeControls(
        escapeFormula(text).replace(
          /[\\\t\n\r]/g,
          (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char]!,
        ),
      );

/** RFC 4180. */
function quoteCsv(text: string): string {
  const safe = escapeFormula(escapeControls(text, '\t\r\n'));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function markdown<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(({ kind }) => (kind === 'number' ? '--:' : '---'))),
    ...rows.map((row) => line(columns.map(({ text }) => inMarkdown(text(row))))),
  ].join('');
}
