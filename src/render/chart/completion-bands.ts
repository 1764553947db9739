/** What a plan's progress over time is drawn in: from the bottom up, what is done first. */

import type { StatusCategory } from '../../plan/chart/status-category.ts';
import type { Point } from '../../plan/chart/types.ts';

/** What is reported and neither completed nor in place wears the look of work in progress. */
export const bands = [
  { standing: 'completed', text: 'completed', of: ({ completed }: Point) => completed },
  { standing: 'in-place', text: 'in place', of: ({ inPlace }: Point) => inPlace },
  {
    standing: 'in-progress',
    text: 'reported otherwise',
    of: ({ reported, completed, inPlace }: Point) => reported - completed - inPlace,
  },
  { standing: 'not-reported', text: 'not reported', of: ({ items, reported }: Point) => items - reported },
] as const satisfies { standing: StatusCategory; text: string; of(point: Point): number }[];
