/** Reads a file of updates in YAML, JSON, CSV or TSV: rows of named cells, each with its position in the text. */
import { unescapeFormula } from '../../util/csv-injection.ts';
import { isFields } from '../yaml/edit/emit.ts';
import { parse } from '../yaml/parse.ts';
import { type CsvCell, parseCsv, separatorOf } from './csv.ts';

export const rowFileFormats = ['yaml', 'json', 'csv', 'tsv'] as const;
export type RowFileFormat = (typeof rowFileFormats)[number];

/** A position in the text. */
export interface CellRange {
  offset: number;
  length: number;
}

interface RawCell extends CellRange {
  /** Text in CSV and TSV, any plain value elsewhere. */
  value: unknown;
  /** The position of the cell's name: its key or its column header. */
  key: CellRange;
}

/** One update: its cells by name, not yet checked. */
interface RawRow extends CellRange {
  cells: ReadonlyMap<string, RawCell>;
}

interface RowError extends CellRange {
  rule: string;
  message: string;
  hint: string | null;
}

export interface RawRows {
  rows: RawRow[];
  /** Where there are errors, the rows are not to be used. */
  errors: RowError[];
  /** Whether the file is a table or a list that `plan list` printed: its cells may repeat values of the plan. */
  isTable: boolean;
}

/** The format by the ending of the name, or else by the first line. */
export function detectRowFormat(name: string, text: string): RowFileFormat {
  const [, ending = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  const named = rowFileFormats.find((format) => format === ending.replace(/^yml$/, 'yaml'));
  if (named) return named;
  const [first = ''] = text.replace(/^\ufeff/, '').match(/^(?!#|[^\S\r\n]*$).*$/m) ?? [];
  if (/^\s*[{[]/.test(first)) return 'json';
  if (/^(?:- |-$|(?:updates|schemaVersion)\s*:|---)/.test(first)) return 'yaml';
  return first.includes('\t') ? 'tsv' : 'csv';
}

/** Reads a file of updates. Never throws: what is wrong is among the errors. */
export function readRows(text: string, format: RowFileFormat): RawRows {
  if (format === 'csv' || format === 'tsv') return readTable(text, format);
  // JSON may be indented with tabs, YAML may not. A space keeps all positions.
  return readYaml(format === 'json' ? text.replaceAll('\t', ' ') : text);
}

function readTable(text: string, format: 'csv' | 'tsv'): RawRows {
  const { separator, from } = separatorOf(text);
  const dialect = { separator: format === 'tsv' ? '\t' : separator, escapes: format === 'tsv' };
  const { records, errors: csvErrors } = parseCsv(text, dialect, from);
  const [header = [], ...body] = records;
  const names = header.map((cell) => unescapeFormula(cell.text).trim());
  const errors: RowError[] = csvErrors.map((error) => ({ rule: 'sheet-syntax', length: 1, ...error }));
  for (const [index, name] of names.entries())
    if (name !== '' && names.indexOf(name) < index)
      errors.push({
        rule: 'sheet-syntax',
        message: `two columns are named \`${name}\``,
        hint: 'rename or remove one of them',
        ...rangeOf(header[index]!),
      });
  const rows = body.map((record): RawRow => {
    const [first] = record as [CsvCell];
    const last = record.at(-1)!;
    for (const cell of record.slice(names.length))
      if (cell.text.trim() !== '')
        errors.push({
          rule: 'sheet-syntax',
          message: `this row has ${record.length} cells, but there are ${names.length} columns`,
          hint: `put a cell that contains \`${separator}\` in quotes, or name the column in the header`,
          ...rangeOf(cell),
        });
    const cells = names.flatMap((name, index): [string, RawCell][] => {
      // Spreadsheets omit empty cells at the end of a row.
      const cell = record[index] ?? { text: '', start: last.end, end: last.end };
      if (name === '' && cell.text.trim() === '') return [];
      return [[name, { value: unescapeFormula(cell.text), key: rangeOf(header[index]!), ...rangeOf(cell) }]];
    });
    return { ...rangeOf(first), cells: new Map(cells) };
  });
  return { rows, errors, isTable: true };
}

const rangeOf = ({ start, end }: CsvCell): CellRange => ({ offset: start, length: end - start });

function readYaml(text: string): RawRows {
  const { value, errors: yamlErrors, locate } = parse(text);
  if (yamlErrors.length > 0) return { rows: [], errors: [...yamlErrors], isTable: false };
  const isTable = isFields(value) && value.kind === 'item-list';
  const key = isTable ? 'items' : 'updates';
  const list = isFields(value) ? value[key] : value;
  const base = isFields(value) ? [key] : [];
  const errors: RowError[] = [];
  const report = (path: (string | number)[], message: string, hint: string) =>
    errors.push({ rule: 'wrong-type', message, hint, ...locate(path) });
  if (!Array.isArray(list)) {
    report(base, 'this is not a list of updates', 'write a list, or a list under the key `updates`');
    return { rows: [], errors, isTable };
  }
  const rows = list.flatMap((row: unknown, index): RawRow[] => {
    const path = [...base, index];
    if (!isFields(row)) {
      report(path, 'this is not an update', 'write a mapping such as `{ id: 5, status: in-progress }`');
      return [];
    }
    const cells = Object.entries(row).map(([name, value]): [string, RawCell] => {
      const at = [...path, name];
      return [name, { value, key: locate(at, true), ...locate(at) }];
    });
    return [{ ...locate(path), cells: new Map(cells) }];
  });
  return { rows, errors, isTable };
}
