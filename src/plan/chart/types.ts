/** What a picture shows, before anything is drawn. */
import type { StatusCategory } from './status-category.ts';

/** A picture of the plan. Every number in it also stands in `rows`, for those who do not see it. */
export type Chart = StatusChart | AgenciesChart | HorizonsChart | TimelineChart | CompletionChart;

export const chartNames = ['status', 'agencies', 'horizons', 'timeline', 'completion'] as const;
export type ChartName = (typeof chartNames)[number];

/** What every chart says of itself. */
export interface ChartBase {
  title: string;
  /** What it shows, in a sentence that can stand in its place. */
  description: string;
  /** The figures as a table: the names of the columns, then the rows. */
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** What a reader must know to read the figures right, such as how they were counted. */
  notes: readonly string[];
  /** Why there is nothing to draw; null where there is something. */
  nothing: string | null;
}

/** How many items stand where: a bar for each pillar. */
export interface StatusChart extends ChartBase {
  name: 'status';
  matrix: Matrix;
}

/** How many items stand where: a row for each agency. An item counts for each of its agencies. */
export interface AgenciesChart extends ChartBase {
  name: 'agencies';
  matrix: Matrix;
}

/** Items counted down and across. */
export interface Matrix {
  /** The standings that any item has, in the order of `standings`. */
  across: readonly StatusCategory[];
  down: readonly MatrixRow[];
  /** How many different items there are in all. */
  items: number;
}

export interface MatrixRow {
  id: string;
  name: string;
  items: number;
  /** One for each of `across`. */
  counts: readonly number[];
}

/** Work by the span of time it falls in: milestones by their horizon, then ongoing items, then those that wait for a case. */
export interface HorizonsChart extends ChartBase {
  name: 'horizons';
  /** Those in which there is something. */
  lanes: readonly Lane[];
}

export interface Lane {
  /** An id of the plan's horizons, `none` for milestones without one, `ongoing` or `trigger`. */
  id: string;
  name: string;
  of: 'milestone' | 'item';
  /** How many there are, and how many stand where: `Standing`s that none has are left out. */
  total: number;
  counts: readonly (readonly [StatusCategory, number])[];
  /** The first of them, in the plan's order. */
  cards: readonly Card[];
}

/** A milestone or an item of a lane. */
export interface Card {
  id: string;
  /** In the source's words. */
  text: string;
  category: StatusCategory;
}

/** Milestones that have a date. */
export interface TimelineChart extends ChartBase {
  name: 'timeline';
  today: string;
  /** In the order of their dates; the most pressing ones, where there are too many to draw. */
  marks: readonly MilestoneMark[];
  /** How many milestones have a date: `marks` may be fewer. */
  dated: number;
  overdue: number;
  /** How many pending milestones have no date, and how many milestones there are in all. */
  undated: number;
  milestones: number;
}

export type MarkState = 'overdue' | 'open' | 'closed';

export interface MilestoneMark {
  /** Of the milestone. */
  id: string;
  text: string;
  due: string;
  /** The first date it ever had, where that was another. */
  firstDue: string | null;
  state: MarkState;
  category: StatusCategory;
}

/** How many items stood where over time, as git remembers it; the last point is the plan as it is asked about. */
export interface CompletionChart extends ChartBase {
  name: 'completion';
  /** Oldest first, one a day at most. */
  points: readonly CompletionPoint[];
}

/** The items at a day's end. Those that were retired by then do not count. */
export interface CompletionPoint {
  /** `YYYY-MM-DD`. */
  day: string;
  items: number;
  /** Those whose status somebody has reported, those that are completed, and those whose arrangement is in place. */
  reported: number;
  completed: number;
  inPlace: number;
}
