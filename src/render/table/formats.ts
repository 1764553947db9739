/** Renders a list in each of its formats. */
import { toCamelCase } from '../../../schemas/field-types.ts';
import { escapeFormula } from '../../util/csv-injection.ts';
import type { Column, DataTable, TextLayout } from '../common/data-table.ts';
import { escapeControls, safeJson } from '../common/escape.ts';
import { toJson, withEnvelope } from '../common/json.ts';
import { escapeMarkdown, markdownTable } from '../common/markdown.ts';

/** The output, whole or in chunks. */
type Output = string | Uint8Array | Iterable<string>;
type Format = <Row>(table: DataTable<Row>, layout: TextLayout) => Output | Promise<Output>;

export const tableFormats = {
  table: async (table, layout) => (await import('./terminal.ts')).terminalTable(table, layout),
  json: (table) => toJson(table.kind, jsonBody(table)),
  tsv: ({ columns, rows }) => lines(columns, rows, ['\t', '\n'], escapeTsv),
  csv: ({ columns, rows }) => lines(columns, rows, [',', '\r\n'], quoteCsv),
  ndjson: ({ columns, rows }) => chunks(rows, (row) => `${safeJson(values(columns, row))}\n`),
  markdown: ({ columns, rows, notes = [] }) =>
    [
      ...markdownTable(
        columns,
        rows.map((row) => columns.map(({ text }) => escapeMarkdown(text(row)))),
      ),
      ...notes.flatMap((note) => ['', escapeMarkdown(note)]),
      '',
    ].join('\n'),
  yaml: async (table) =>
    (await import('../common/yaml.ts')).yamlText(withEnvelope(table.kind, jsonBody(table))),
  async html(table) {
    const [{ renderPage }, { listTable }] = await Promise.all([
      import('../html/page.ts'),
      import('../document/tables.ts'),
    ]);
    const { title, metadata = [] } = table;
    return renderPage(
      { title, facts: metadata, blocks: [{ is: 'table', table: listTable(table) }] },
      new Map(),
    );
  },
  async xlsx(table) {
    const [{ aboutTable, renderWorkbook }, { listTable }] = await Promise.all([
      import('../xlsx/workbook.ts'),
      import('../document/tables.ts'),
    ]);
    const { title, metadata } = table;
    return renderWorkbook([listTable(table), ...(metadata ? [aboutTable({ title, facts: metadata })] : [])]);
  },
} as const satisfies Record<string, Format>;

export const joinChunks = (output: Output): string | Uint8Array =>
  typeof output === 'string' || output instanceof Uint8Array ? output : [...output].join('');

export type RowFormat = keyof typeof tableFormats;
export const rowFormatNames = Object.keys(tableFormats) as RowFormat[];

const jsonBody = <Row>({ key, columns, rows, summary }: DataTable<Row>) => ({
  [key]: rows.map((row) => values(columns, row)),
  summary: summary(),
});

const values = <Row>(columns: readonly Column<Row>[], row: Row) =>
  Object.fromEntries(columns.map(({ name, value }) => [toCamelCase(name), value(row)]));

function* lines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  [separator, end]: readonly [separator: string, end: string],
  cell: (text: string) => string,
): Iterable<string> {
  yield `${columns.map(({ name }) => cell(name)).join(separator)}${end}`;
  yield* chunks(rows, (row) => `${columns.map(({ text }) => cell(text(row))).join(separator)}${end}`);
}

/** In characters: what a pipe buffers. */
const chunkLength = 65_536;

function* chunks<Row>(rows: readonly Row[], line: (row: Row) => string): Iterable<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += line(row);
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Most cells need no escaping. */
const safeCell = /^[A-Za-z0-9][ -[\]-~\u00a1-\u024f]*$/;

const escapeTsv = (text: string) =>
  safeCell.test(text)
    ? text
    : escapeControls(
        escapeFormula(text).replace(
          /[\\\t\n\r]/g,
          (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char]!,
        ),
      );

/** Quoted as RFC 4180 says. */
function quoteCsv(text: string): string {
  const safe = escapeFormula(escapeControls(text, '\t\r\n'));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
