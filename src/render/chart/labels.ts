/** Labels that charts have as pictures and on terminals. */

import type { CompletionPoint, Matrix, MilestoneMark, TimelineChart } from '../../plan/chart/types.ts';
import { dueWords } from '../../plan/model/audience.ts';
import { missingLabels } from '../../plan/model/fields.ts';
import type { StatusValue } from '../../plan/model/status.ts';
import { pluralize } from '../../util/pluralize.ts';

/** The parts that items are stacked in over time, from the bottom up. */
export const completionBands = [
  { category: 'completed', text: 'completed', count: ({ completed }: CompletionPoint) => completed },
  { category: 'in-place', text: 'in place', count: ({ inPlace }: CompletionPoint) => inPlace },
  {
    category: 'in-progress',
    text: 'reported otherwise',
    count: ({ reported, completed, inPlace }: CompletionPoint) => reported - completed - inPlace,
  },
  {
    category: 'not-reported',
    text: missingLabels.status,
    count: ({ items, reported }: CompletionPoint) => items - reported,
  },
] as const satisfies { category: StatusValue; text: string; count(point: CompletionPoint): number }[];

/** How many items of all rows are in each column. */
export const columnTotals = ({ across, down }: Matrix): number[] =>
  across.map((_, at) => down.reduce((sum, { counts }) => sum + counts[at]!, 0));

/** "12 days late". */
export const latenessText = (
  { due }: MilestoneMark,
  { today, audience }: Pick<TimelineChart, 'today' | 'audience'>,
): string => dueWords[audience].short(due, today);

/** How many are not drawn: "… and 3 more milestones"; empty if all are. */
export const moreText = (total: number, drawn: number, noun: string): string[] =>
  total > drawn ? [`… and ${pluralize(total - drawn, `more ${noun}`)}`] : [];
