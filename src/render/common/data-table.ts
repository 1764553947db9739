/** A list, independent of its format. */
import type { Theme } from './colors.ts';

export interface Column<Row> {
  name: string;
  /** The value in JSON. */
  value(row: Row): unknown;
  /** The value as text. */
  text(row: Row): string;
  /** The type of the values, for formats that distinguish it; absent for text. */
  kind?: 'number' | 'date' | 'flag';
}

export interface DataTable<Row> {
  /** The kind of the JSON envelope. */
  kind: string;
  /** The heading of a page, or the name of a sheet. */
  title: string;
  /** Facts that a page shows before the table, such as the plan and its owner. */
  metadata?: readonly { name: string; text: string }[];
  /** The key of the rows in JSON. */
  key: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Whether the last row is the total of the others. */
  total?: true;
  /** The group that a row belongs to; a heading above its rows in a table. */
  section?(row: Row): string;
  /** The `summary` of the JSON envelope. */
  summary(): object;
  /** How to read the figures, such as how they were counted. */
  notes?: readonly string[];
}

/** How text is laid out for a terminal. */
export interface TextLayout {
  /** In columns; Infinity truncates nothing. */
  width: number;
  theme: Theme;
}
