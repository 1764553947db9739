/** Progress over time in letters: a bar for each day on which a number changed. */
import type { CompletionChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { bands } from '../completion-bands.ts';
import { legend, type Part, strip } from './bar.ts';

export function completionDays({ points }: CompletionChart, width: number, theme: Theme): string[] {
  const largest = Math.max(1, ...points.map(({ items }) => items));
  const room = width - 10 - pluralize(largest, 'item').length - 4;
  return [
    legend(
      bands.map(({ standing, text }) => [standing, text]),
      width,
      theme,
    ),
    '',
    ...points.map((point) => {
      const parts = bands.map(({ standing, of }): Part => [standing, of(point)]);
      const bar = strip(parts, Math.round((room * point.items) / largest), theme);
      return `${point.day}  ${bar}${bar === '' ? '' : '  '}${pluralize(point.items, 'item')}`;
    }),
  ];
}
