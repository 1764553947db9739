/** A list as a table of a document. */

import type { Column, DataTable } from '../common/data-table.ts';
import type { Cell, Table } from '../document/document.ts';

export const toDocumentTable = <Row>({ title, columns, rows, total, notes = [] }: DataTable<Row>): Table => ({
  title,
  columns: columns.map(({ name, kind }) => (kind ? { name, kind } : { name })),
  rows: rows.map((row) => columns.map((column) => cellOf(column, row))),
  ...(total && { total }),
  notes,
});

function cellOf<Row>(column: Column<Row>, row: Row): Cell {
  const text = column.text(row);
  if (!column.kind) return { text };
  const value = column.value(row);
  return { text, value: isPlain(value) ? value : null };
}

const isPlain = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
