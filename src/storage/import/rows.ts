/** Updates as a file gives them: rows of named cells, each with its place in the text, whatever the file is written in. */
import { unescapeFormula } from '../../util/csv-injection.ts';
import { isFields } from '../yaml/edit/emit.ts';
import { parse } from '../yaml/parse.ts';
import { type CsvCell, parseCsv, separatorOf } from './csv.ts';

export const rowFileFormats = ['yaml', 'json', 'csv', 'tsv'] as const;
export type RowFileFormat = (typeof rowFileFormats)[number];

/** A stretch of the text. */
export interface TextSpan {
  offset: number;
  length: number;
}

export interface RawCell extends TextSpan {
  /** Text in CSV and TSV, any plain value elsewhere. */
  value: unknown;
  /** Where its name stands. */
  key: TextSpan;
}

/** One update; cells by name, as it is written. */
export interface RawRow extends TextSpan {
  cells: ReadonlyMap<string, RawCell>;
}

export interface RowError extends TextSpan {
  rule: string;
  message: string;
  hint: string | null;
}

export interface RawRows {
  rows: RawRow[];
  /** What keeps the file from being read. */
  faults: RowError[];
  /** Whether it is a sheet, or a list that the program printed: there cells may only repeat what the plan says. */
  isSheet: boolean;
}

/** What a file that doesn't say is written in, by its first characters. */
export function formatOf(name: string, text: string): RowFileFormat {
  const [, ending = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  const named = rowFileFormats.find((format) => format === ending.replace(/^yml$/, 'yaml'));
  if (named) return named;
  const [first = ''] = text.replace(/^\ufeff/, '').match(/^(?!#|\s*$).*$/m) ?? [];
  if (/^\s*[{[]/.test(first)) return 'json';
  if (/^(?:- |-$|(?:updates|schemaVersion)\s*:|---)/.test(first)) return 'yaml';
  return first.includes('\t') ? 'tsv' : 'csv';
}

/** Reads a text. Never throws: whatever is wrong is among the faults. */
export function readRows(text: string, format: RowFileFormat): RawRows {
  if (format === 'csv' || format === 'tsv') return fromTable(text, format);
  // What JSON may indent with, YAML may not; the places stay the same.
  return fromYaml(format === 'json' ? text.replaceAll('\t', ' ') : text);
}

function fromTable(text: string, format: 'csv' | 'tsv'): RawRows {
  const { separator, from } = separatorOf(text);
  const dialect = { separator: format === 'tsv' ? '\t' : separator, escapes: format === 'tsv' };
  const { records, faults } = parseCsv(text, dialect, from);
  const [header = [], ...body] = records;
  const names = header.map((cell) => unescapeFormula(cell.text).trim());
  const found: RowError[] = faults.map((fault) => ({ rule: 'sheet-syntax', length: 1, ...fault }));
  for (const [index, name] of names.entries())
    if (name !== '' && names.indexOf(name) < index)
      found.push({
        rule: 'sheet-syntax',
        message: `there are two columns \`${name}\``,
        hint: 'keep one of them',
        ...stretch(header[index]!),
      });
  const rows = body.map((record): RawRow => {
    const [first] = record as [CsvCell];
    const last = record.at(-1)!;
    for (const cell of record.slice(names.length))
      if (cell.text.trim() !== '')
        found.push({
          rule: 'sheet-syntax',
          message: `this row has ${record.length} cells, but there are ${names.length} columns`,
          hint: `put a cell that holds \`${separator}\` in quotes, or name the column in the first line`,
          ...stretch(cell),
        });
    const cells = names.flatMap((name, index): [string, RawCell][] => {
      // Spreadsheets leave out empty cells at the end of a row.
      const cell = record[index] ?? { text: '', start: last.end, end: last.end };
      if (name === '' && cell.text.trim() === '') return [];
      return [[name, { value: unescapeFormula(cell.text), key: stretch(header[index]!), ...stretch(cell) }]];
    });
    return { ...stretch(first), cells: new Map(cells) };
  });
  return { rows, faults: found, isSheet: true };
}

const stretch = ({ start, end }: CsvCell): TextSpan => ({ offset: start, length: end - start });

function fromYaml(text: string): RawRows {
  const { value, errors, locate } = parse(text);
  if (errors.length > 0) return { rows: [], faults: [...errors], isSheet: false };
  const isSheet = isFields(value) && value.kind === 'item-list';
  const key = isSheet ? 'items' : 'updates';
  const list = isFields(value) ? value[key] : value;
  const base = isFields(value) ? [key] : [];
  const found: RowError[] = [];
  const fault = (path: (string | number)[], message: string, hint: string) =>
    found.push({ rule: 'wrong-type', message, hint, ...locate(path) });
  if (!Array.isArray(list)) {
    fault(base, 'this is not a list of updates', 'write a list, or a list under the key `updates`');
    return { rows: [], faults: found, isSheet };
  }
  const rows = list.flatMap((row: unknown, index): RawRow[] => {
    const path = [...base, index];
    if (!isFields(row)) {
      fault(path, 'this is not an update', 'write a mapping such as `{ id: 5, status: in-progress }`');
      return [];
    }
    const cells = Object.entries(row).map(([name, value]): [string, RawCell] => {
      const at = [...path, name];
      return [name, { value, key: locate(at, true), ...locate(at) }];
    });
    return [{ ...locate(path), cells: new Map(cells) }];
  });
  return { rows, faults: found, isSheet };
}
