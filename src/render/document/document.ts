/**
 * The model of a document, which is rendered as text, Markdown, HTML, DOCX or a workbook. A document contains no layout and no
 * escaping; renderers escape every text.
 */
import type { Chart } from '../../plan/chart/types.ts';
import type { Column } from '../common/data-table.ts';

export interface Document {
  title: string;
  /** The metadata, in order: the period, the source, the copyright. */
  facts: readonly Fact[];
  blocks: readonly Block[];
}

export interface Fact {
  name: string;
  text: Inline;
}

export type Block =
  /** `id`: for links, unique in the document. */
  | { is: 'heading'; level: 2 | 3 | 4; text: string; id: string }
  /** `quiet`: less prominent, such as a note on how things were counted. */
  | { is: 'paragraph'; text: Inline; quiet?: true }
  | { is: 'list'; items: readonly Inline[] }
  | { is: 'facts'; facts: readonly Fact[] }
  | { is: 'table'; table: Table }
  | { is: 'picture'; chart: Chart };

export interface Table {
  /** The caption. */
  title: string;
  columns: readonly Pick<Column<never>, 'name' | 'kind'>[];
  /** A cell for each column; the first one names the row. */
  rows: readonly (readonly Cell[])[];
  /** Whether the last row is the total of the others. */
  total?: true;
  /** How to read the figures; shown below the table. */
  notes?: readonly string[];
}

export interface Cell {
  text: Inline;
  /** The value, in columns of numbers, dates and flags; null if unknown. */
  value?: number | string | boolean | null;
}

/** Text, possibly in parts. The address of a link is http, https, or `#` and the id of a heading. */
export type Inline = string | readonly (string | { text: string; href: string } | { strong: string })[];
