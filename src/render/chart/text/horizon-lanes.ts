/** The horizons chart on a terminal: a list for each horizon. */
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { HorizonsChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { pad, truncate, widthOf } from '../../common/text-width.ts';
import { moreText } from '../labels.ts';
import { symbolOf } from './bar.ts';

export function lanesText({ lanes }: HorizonsChart, width: number, theme: Theme): string[] {
  return lanes.flatMap(({ name, of, total, cards }, at) => {
    const ids = Math.max(...cards.map(({ id }) => widthOf(id)));
    return [
      ...(at > 0 ? [''] : []),
      theme.heading(truncate(oneLine(`${name}, ${pluralize(total, of)}`), width)),
      ...cards.map(({ id, text, category }) => {
        const start = `${pad(id, ids)}  ${pad(categoryName(category), 12)}  `;
        return `  ${symbolOf(category, theme)} ${start}${truncate(oneLine(text), width - widthOf(start) - 4)}`;
      }),
      ...moreText(total, cards.length, of).map((text) => `  ${text}`),
    ];
  });
}
