/** What a picture shows, before anything is drawn. */

/** A picture of the plan. Every number in it also stands in `rows`, for those who do not see it. */
export interface Chart {
  name: ChartName;
  title: string;
  /** What it shows, in a sentence that can stand in its place. */
  description: string;
  /** The figures as a table: the names of the columns, then the rows. */
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

export const chartNames = ['status', 'agencies', 'horizons', 'timeline', 'completion'] as const;
export type ChartName = (typeof chartNames)[number];
