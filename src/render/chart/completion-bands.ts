/** What a plan's progress over time is drawn in: from the bottom up, what is done first. */

import type { StatusCategory } from '../../plan/chart/status-category.ts';
import type { CompletionPoint } from '../../plan/chart/types.ts';

/** What is reported and neither completed nor in place wears the look of work in progress. */
export const bands = [
  { standing: 'completed', text: 'completed', of: ({ completed }: CompletionPoint) => completed },
  { standing: 'in-place', text: 'in place', of: ({ inPlace }: CompletionPoint) => inPlace },
  {
    standing: 'in-progress',
    text: 'reported otherwise',
    of: ({ reported, completed, inPlace }: CompletionPoint) => reported - completed - inPlace,
  },
  {
    standing: 'not-reported',
    text: 'not reported',
    of: ({ items, reported }: CompletionPoint) => items - reported,
  },
] as const satisfies { standing: StatusCategory; text: string; of(point: CompletionPoint): number }[];
