/**
 * A document, whatever becomes of it: text, Markdown, a page, a letter, a workbook. Who writes one says what stands in it
 * and never how it looks; who renders one escapes every text for where it goes.
 */
import type { Chart } from '../../plan/chart/types.ts';
import type { Column } from '../common/data-table.ts';

export interface Document {
  title: string;
  /** What the document says of itself, in order: the period, the source, the copyright. */
  facts: readonly Fact[];
  blocks: readonly Block[];
}

export interface Fact {
  name: string;
  text: Inline;
}

export type Block =
  | {
      is: 'heading';
      level: 2 | 3 | 4;
      text: string /** For links to it, unique in the document. */;
      id: string;
    }
  | { is: 'paragraph'; text: Inline /** Said more quietly, such as how things were counted. */; quiet?: true }
  | { is: 'list'; items: readonly Inline[] }
  | { is: 'facts'; facts: readonly Fact[] }
  | { is: 'table'; table: Table }
  | { is: 'picture'; chart: Chart };

export interface Table {
  /** The caption. */
  title: string;
  columns: readonly Pick<Column<never>, 'name' | 'kind'>[];
  /** As many cells in each as there are columns; the first one names the row. */
  rows: readonly (readonly Cell[])[];
  /** Whether the last row is the sum of the others. */
  total?: true;
  /** What a reader must know to read the figures right; they stand below. */
  notes?: readonly string[];
}

export interface Cell {
  text: Inline;
  /** The fact itself, where the column is of numbers, days or flags; null where it is not known. */
  value?: number | string | boolean | null;
}

/** Words, or pieces of them; a link's address is http, https, or `#` and the id of a heading. */
export type Inline = string | readonly (string | { text: string; href: string } | { strong: string })[];
