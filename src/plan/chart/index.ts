/** The table of charts, and `buildChart`. Each chart is built by the file of its name. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import type { Audience } from '../model/audience.ts';
import { type Charges, isRetired } from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import { agenciesChart } from './agencies.ts';
import { completionChart } from './completion.ts';
import { horizonsChart } from './horizons.ts';
import { statusChart } from './status.ts';
import { timelineChart } from './timeline.ts';
import type { Chart, ChartName, CompletionPoint } from './types.ts';

/** What a chart is built from. */
export interface ChartInput extends Charges {
  plan: Plan;
  /** The items to show. */
  items: readonly Item[];
  /** Whether to show the retired ones among the items, instead of the others. */
  retired?: boolean;
  /** How many items they were selected from; absent where they are all items. */
  of?: number;
  /** `YYYY-MM-DD`. */
  today: string;
  /** Who the chart is for; by default `internal`. */
  audience?: Audience;
  /** For `completion` alone: earlier points of the items, oldest first. */
  history?: readonly CompletionPoint[];
}

/** The function that builds each chart, by the name of the chart. */
const charts = {
  status: ({ plan, items }) => statusChart(plan, items),
  agencies: ({ plan, items }) => agenciesChart(plan, items),
  horizons: ({ plan, items }) => horizonsChart(plan, items),
  timeline: ({ items, audience = 'internal', ...scope }) => timelineChart(items, scope, audience),
  completion: ({ items, today, history = [] }) => completionChart(items, today, history),
} as const satisfies { [Name in ChartName]: (input: ChartInput) => Extract<Chart, { name: Name }> };

export const chartNames = Object.keys(charts) as ChartName[];

/** Builds a chart. Where there is nothing to draw, its `nothing` says why. */
export function buildChart<Name extends ChartName>(
  name: Name,
  input: ChartInput,
): Extract<Chart, { name: Name }>;
export function buildChart(name: ChartName, input: ChartInput): Chart {
  const { plan, retired = false, of } = input;
  const items = input.items.filter((item) => isRetired(item) === retired);
  const chart = charts[name]({ ...input, items });
  const retiredItems = plan.items.filter(isRetired).length;
  const notes = [
    ...(of !== undefined && items.length < of
      ? [`${items.length} of ${pluralize(of, 'item')} are shown: those that were selected.`]
      : []),
    ...(retired ? ['These items are retired.'] : retiredItems > 0 ? [notCounted(retiredItems)] : []),
  ];
  return notes.length === 0 ? chart : { ...chart, notes: [...chart.notes, ...notes] };
}

const notCounted = (retired: number) =>
  `${pluralize(retired, 'retired item')} of the plan ${retired === 1 ? 'is' : 'are'} not counted.`;

/** The chart of when work is due: `timeline` once a milestone has a date, else `horizons`. */
export const defaultScheduleChart = (items: readonly Item[]): 'horizons' | 'timeline' =>
  items.some((item) => !isRetired(item) && milestonesOf(item).some(({ due }) => due !== undefined))
    ? 'timeline'
    : 'horizons';
