/** The data of a chart: what text and SVG charts are drawn from. */
import type { Audience } from '../model/audience.ts';
import type { StatusValue } from '../model/status.ts';

export type Chart = StatusChart | AgenciesChart | HorizonsChart | TimelineChart | CompletionChart;
export type ChartName = Chart['name'];

/** What every chart has. `rows` has every number of the chart, for readers who cannot see it. */
export interface ChartBase {
  title: string;
  /** One sentence that can replace the picture. */
  description: string;
  /** The names of the columns of `rows`. */
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** How the numbers were counted, and what is left out. */
  notes: readonly string[];
  /** Why there is nothing to draw; null where there is something. */
  nothing: string | null;
}

/** Items by pillar and status. */
export interface StatusChart extends ChartBase {
  name: 'status';
  matrix: Matrix;
}

/** Items by agency and status. An item counts once for each of its agencies. */
export interface AgenciesChart extends ChartBase {
  name: 'agencies';
  matrix: Matrix;
}

/** Counts of items in rows and columns. */
export interface Matrix {
  /** The columns: the categories that an item has, in the order of `statusCategories`. */
  across: readonly StatusValue[];
  down: readonly MatrixRow[];
  /** The number of different items. */
  items: number;
}

export interface MatrixRow {
  id: string;
  name: string;
  items: number;
  /** A count for each of `across`. */
  counts: readonly number[];
}

/** Work by horizon: milestones by their horizon, then ongoing items, then items that wait for a trigger. */
export interface HorizonsChart extends ChartBase {
  name: 'horizons';
  /** Only lanes that are not empty. */
  lanes: readonly Lane[];
}

export interface Lane {
  /** The id of a horizon, `none` for milestones without one, `ongoing` or `trigger`. */
  id: string;
  name: string;
  of: 'milestone' | 'item';
  /** The number of milestones or items, and the number in each category that is not empty. */
  total: number;
  counts: readonly (readonly [StatusValue, number])[];
  /** The first of them, in the plan's order. */
  cards: readonly Card[];
}

/** A milestone or an item in a lane. */
export interface Card {
  id: string;
  /** The task or the action. */
  text: string;
  category: StatusValue;
}

/** The milestones that have a due date. */
export interface TimelineChart extends ChartBase {
  name: 'timeline';
  audience: Audience;
  today: string;
  /** By due date; the most urgent ones, where there are too many to draw. */
  marks: readonly MilestoneMark[];
  /** The number of milestones with a due date; `marks` can be fewer. */
  dated: number;
  overdue: number;
  /** The number of pending milestones without a due date, and the number of all milestones. */
  undated: number;
  milestones: number;
}

export type MarkState = 'overdue' | 'open' | 'closed';

export interface MilestoneMark {
  /** As `milestoneName` gives it. */
  id: string;
  text: string;
  due: string;
  /** The first due date that it had; null where that is `due`. */
  firstDue: string | null;
  state: MarkState;
  category: StatusValue;
}

/** Counts of items over time, from git history; the last point is the plan of the chart's day. */
export interface CompletionChart extends ChartBase {
  name: 'completion';
  /** Oldest first, at most one a day. */
  points: readonly CompletionPoint[];
}

/** The items at the end of a day. Items that are retired by then do not count. */
export interface CompletionPoint {
  /** `YYYY-MM-DD`. */
  day: string;
  items: number;
  reported: number;
  completed: number;
  inPlace: number;
}
