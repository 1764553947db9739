/** Progress over time in letters: a bar for each day on which a number changed. */
import type { CompletionChart } from '../../../plan/chart/chart.ts';
import { counted } from '../../../plan/counted.ts';
import type { Paint } from '../../paint.ts';
import { bands } from '../bands.ts';
import { key, type Part, strip } from './strip.ts';

export function days({ points }: CompletionChart, width: number, paint: Paint): string[] {
  const largest = Math.max(1, ...points.map(({ items }) => items));
  const room = width - 10 - counted(largest, 'item').length - 4;
  return [
    key(
      bands.map(({ standing, text }) => [standing, text]),
      width,
      paint,
    ),
    '',
    ...points.map((point) => {
      const parts = bands.map(({ standing, of }): Part => [standing, of(point)]);
      const bar = strip(parts, Math.round((room * point.items) / largest), paint);
      return `${point.day}  ${bar}${bar === '' ? '' : '  '}${counted(point.items, 'item')}`;
    }),
  ];
}
