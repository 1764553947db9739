/** Rows and columns in every format that a list can have. */
import { escapeControls, inMarkdown, safeJson } from './escape.ts';
import { camel, envelope } from './json.ts';
import type { Column, Page, Sheet } from './sheet.ts';

type Format = <Row>(sheet: Sheet<Row>, page: Page) => string | Promise<string>;

export const rowFormats = {
  table: async (sheet, page) => (await import('./table.ts')).table(sheet, page),
  json: ({ kind, key, columns, rows, summary }) =>
    envelope(kind, { [key]: rows.map((row) => values(columns, row)), summary: summary() }),
  tsv: ({ columns, rows }) => lines(columns, rows, ['\t', '\n'], (text) => unformula(escapeTsv(text))),
  csv: ({ columns, rows }) => lines(columns, rows, [',', '\r\n'], quoteCsv),
  ndjson: ({ columns, rows }) => rows.map((row) => `${safeJson(values(columns, row))}\n`).join(''),
  markdown: ({ columns, rows }) => markdown(columns, rows),
} as const satisfies Record<string, Format>;

export type RowFormat = keyof typeof rowFormats;
export const rowFormatNames = Object.keys(rowFormats) as RowFormat[];

const values = <Row>(columns: readonly Column<Row>[], row: Row) =>
  Object.fromEntries(columns.map(({ name, value }) => [camel(name), value(row)]));

function lines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  [between, end]: readonly [between: string, end: string],
  cell: (text: string) => string,
): string {
  const head = columns.map(({ name }) => cell(name));
  const body = rows.map((row) => columns.map(({ text }) => cell(text(row))));
  return [head, ...body].map((cells) => `${cells.join(between)}${end}`).join('');
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe, which makes it text there. */
const unformula = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const escapeTsv = (text: string) =>
  escapeControls(
    text.replace(/[\\\t\n\r]/g, (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char]!),
  );

/** RFC 4180. */
function quoteCsv(text: string): string {
  const safe = unformula(escapeControls(text, '\t\r\n'));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function markdown<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns.map(({ name }) => name)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(({ text }) => inMarkdown(text(row))))),
  ].join('');
}
