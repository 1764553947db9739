/** The completion chart on a terminal: a bar for each day on which a number changed. */
import type { CompletionChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { completionBands } from '../labels.ts';
import { type BarPart, barText, textLegend } from './bar.ts';

export function completionDaysText({ points }: CompletionChart, width: number, theme: Theme): string[] {
  const largest = Math.max(1, ...points.map(({ items }) => items));
  const room = width - 10 - pluralize(largest, 'item').length - 4;
  return [
    textLegend(
      completionBands.map(({ category, text }) => [category, text]),
      width,
      theme,
    ),
    '',
    ...points.map((point) => {
      const parts = completionBands.map(({ category, count }): BarPart => [category, count(point)]);
      const bar = barText(parts, Math.round((room * point.items) / largest), theme);
      return `${point.day}  ${bar}${bar === '' ? '' : '  '}${pluralize(point.items, 'item')}`;
    }),
  ];
}
