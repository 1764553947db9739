/** Builds tables of a document. */
import type { Chart } from '../../plan/chart/types.ts';
import { chartList } from '../chart/data-table.ts';
import type { Column, DataTable } from '../common/data-table.ts';
import type { Cell, Fact, Inline, Table } from './document.ts';

export const cell = (text: Inline, value?: Cell['value']): Cell =>
  value === undefined ? { text } : { text, value };

/** "3 of 15", which has the value 3 in a workbook; `–` if there is nothing to be a part of. */
export const share = (part: number, total: number): Cell =>
  total === 0 ? cell('–', null) : cell(`${part} of ${total}`, part);

/** A row for each part of the plan, with shares in columns. @param noun the heading of the column of names */
export function shareTable<Part extends { name: string }>(
  noun: string,
  title: string,
  parts: readonly Part[],
  shares: Readonly<Record<string, (part: Part) => Cell>>,
): Table {
  return {
    title,
    columns: [{ name: noun }, ...Object.keys(shares).map((name) => ({ name, kind: 'number' as const }))],
    rows: parts.map((part) => [cell(part.name), ...Object.values(shares).map((shareOf) => shareOf(part))]),
  };
}

/** Facts as a table, for formats that hold only tables. */
export const factsTable = (title: string, facts: readonly Fact[]): Table => ({
  title,
  columns: [{ name: 'name' }, { name: 'value' }],
  rows: facts.map(({ name, text }) => [cell(name), cell(text)]),
});

/** A list as a table. */
export const listTable = <Row>({ title, columns, rows, total, notes = [] }: DataTable<Row>): Table => ({
  title,
  columns: columns.map(({ name, kind }) => (kind ? { name, kind } : { name })),
  rows: rows.map((row) => columns.map((column) => listCell(column, row))),
  ...(total && { total }),
  notes,
});

function listCell<Row>({ kind, text, value }: Column<Row>, row: Row): Cell {
  if (!kind) return { text: text(row) };
  const known = value(row);
  return { text: text(row), value: isPlain(known) ? known : null };
}

const isPlain = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

/** The figures of a chart as a table. */
export const chartTable = (chart: Chart): Table => listTable(chartList(chart));
