/** The status chart on a terminal: a bar for each pillar. */
import type { StatusChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { pad, truncate } from '../../common/text-width.ts';
import { columnTotals } from '../labels.ts';
import { type BarPart, barText, countEntries, nameWidth, textLegend } from './bar.ts';

export function barsText({ matrix }: StatusChart, width: number, theme: Theme): string[] {
  const { across, down } = matrix;
  const label = nameWidth(
    down.map(({ name }) => name),
    width,
  );
  const largest = Math.max(1, ...down.map(({ items }) => items));
  const room = width - label - pluralize(largest, 'item').length - 4;
  const partsOf = (counts: readonly number[]) =>
    across.map((category, at): BarPart => [category, counts[at]!]);
  return [
    textLegend(countEntries(partsOf(columnTotals(matrix))), width, theme),
    '',
    ...down.map(({ name, items, counts }) => {
      const bar = barText(partsOf(counts), Math.round((room * items) / largest), theme);
      return `${pad(truncate(oneLine(name), label), label)}  ${bar}${bar === '' ? '' : '  '}${pluralize(items, 'item')}`;
    }),
  ];
}
