/** A list to be shown, whatever the format. */
import type { Theme } from './colors.ts';

export interface Column<Row> {
  name: string;
  /** As JSON has it. */
  value(row: Row): unknown;
  /** In words. */
  text(row: Row): string;
  /** What its values are, for formats that tell numbers and days from words; absent means words. */
  kind?: 'number' | 'date' | 'flag';
}

/** A list to show. */
export interface DataTable<Row> {
  /** The kind of its JSON envelope, and the key that holds the rows. */
  kind: string;
  /** What a page or a sheet of a workbook calls it. */
  title: string;
  /** What a page says of it before the table, such as whose plan it is about. */
  metadata?: readonly { name: string; text: string }[];
  key: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Whether the last row is the sum of the others. */
  total?: true;
  /** For a table: the heading under which a row stands, where the rows are in groups. */
  section?(row: Row): string;
  /** What the envelope says of the rows. */
  summary(): object;
  /** What a reader must know to read the figures right, such as how they were counted. */
  notes?: readonly string[];
}

/** The terminal that a table is for. */
export interface TextLayout {
  /** Columns to fit into; Infinity does not cut. */
  width: number;
  theme: Theme;
}
