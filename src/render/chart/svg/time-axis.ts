/** The time axis of a chart. */
import { scaleUtc } from 'd3-scale';
import { textWidth } from './text-metrics.ts';

export interface TimeAxis {
  /** The position of a day. */
  at(day: string): number;
  /** The first days of years, quarters or months with their labels, none of them near a day in `taken`. */
  ticks(size: number, taken?: readonly string[]): (readonly [day: string, name: string])[];
}

/** @param days in any order; the first is at `from` and the last at `to` */
export function timeAxis(days: readonly string[], from: number, to: number): TimeAxis {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const scale = scaleUtc()
    .domain([new Date(first), new Date(last)])
    .range([from, to]);
  const at = (day: string) => (first === last ? from : scale(new Date(day)));
  return {
    at,
    ticks(size, taken = []) {
      const room = textWidth('0000-00-00', size) + 6;
      const dates = scale.ticks(Math.max(2, Math.floor((to - from) / room / 1.5)));
      return dates
        .map((date) => date.toISOString().slice(0, 10))
        .filter(
          (day, index, all) =>
            all.indexOf(day) === index &&
            day >= first &&
            day <= last &&
            taken.every((other) => Math.abs(at(other) - at(day)) >= room),
        )
        .map((day) => [day, day.replace(/(-01)?-01$/, '')] as const);
    },
  };
}
