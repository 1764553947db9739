/** The charts of a plan, by name. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { isRetired } from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import { completionChart } from './completion.ts';
import { horizonsChart } from './horizons.ts';
import { agenciesChart, statusChart } from './matrix.ts';
import { timelineChart } from './timeline.ts';
import type { Chart, ChartName, CompletionPoint } from './types.ts';

/** What charts are made of. */
export interface ChartInput {
  plan: Plan;
  /** Those that the chart is about. */
  items: readonly Item[];
  /** True for a chart of items that were retired; else those are left out. */
  retired?: boolean;
  /** How many there were to choose them from; absent where they are all there are. */
  of?: number;
  /** `YYYY-MM-DD`. */
  today: string;
  /** For `completion` alone: how the items stood before, oldest first; null where nothing remembers it. */
  history?: readonly CompletionPoint[] | null;
}

const makers = {
  status: ({ plan, items }) => statusChart(plan, items),
  agencies: ({ plan, items }) => agenciesChart(plan, items),
  horizons: ({ plan, items }) => horizonsChart(plan, items),
  timeline: ({ items, today }) => timelineChart(items, today),
  completion: ({ items, today, history = null }) => completionChart(items, today, history),
} as const satisfies { [Name in ChartName]: (sources: ChartInput) => Extract<Chart, { name: Name }> };

/** A chart of these items. One that has nothing to show says so in `nothing`. */
export function buildChart<Name extends ChartName>(
  name: Name,
  sources: ChartInput,
): Extract<Chart, { name: Name }>;
export function buildChart(name: ChartName, sources: ChartInput): Chart {
  const { plan, retired = false, of } = sources;
  const items = sources.items.filter((item) => isRetired(item) === retired);
  const chart = makers[name]({ ...sources, items });
  const inAll = plan.items.filter(isRetired).length;
  const notes = [
    ...(of !== undefined && items.length < of
      ? [`It is about ${items.length} of ${pluralize(of, 'item')}: those that were asked for.`]
      : []),
    ...(retired ? ['These items were retired.'] : inAll > 0 ? [leftOut(inAll)] : []),
  ];
  return notes.length === 0 ? chart : { ...chart, notes: [...chart.notes, ...notes] };
}

const leftOut = (retired: number) =>
  `${pluralize(retired, 'retired item')} of the plan ${retired === 1 ? 'is' : 'are'} not counted.`;

/** The picture of when work is due: by horizon while no milestone of these has a date, a timeline once one has. */
export const defaultScheduleChart = (items: readonly Item[]): 'horizons' | 'timeline' =>
  items.some((item) => !isRetired(item) && milestonesOf(item).some(({ due }) => due !== undefined))
    ? 'timeline'
    : 'horizons';
