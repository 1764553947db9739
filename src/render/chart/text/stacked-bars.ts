/** The bars in letters: how many items of each pillar stand where. */
import type { StatusChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { pad } from '../../common/text-width.ts';
import { counts, legend, type Part, strip } from './bar.ts';
import { cut, nameWidth } from './truncate.ts';

export function bars({ matrix: { across, down } }: StatusChart, width: number, theme: Theme): string[] {
  const label = nameWidth(
    down.map(({ name }) => name),
    width,
  );
  const largest = Math.max(1, ...down.map(({ items }) => items));
  const room = width - label - pluralize(largest, 'item').length - 4;
  const totals = across.map(
    (standing, at): Part => [standing, down.reduce((sum, { counts }) => sum + counts[at]!, 0)],
  );
  return [
    legend(counts(totals), width, theme),
    '',
    ...down.map(({ name, items, counts }) => {
      const parts = across.map((standing, at): Part => [standing, counts[at]!]);
      const bar = strip(parts, Math.round((room * items) / largest), theme);
      return `${pad(cut(name, label), label)}  ${bar}${bar === '' ? '' : '  '}${pluralize(items, 'item')}`;
    }),
  ];
}
