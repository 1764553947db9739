/** The lanes as lists: what is to be done in each horizon. */

import { categoryName } from '../../../plan/chart/status-category.ts';
import type { HorizonsChart } from '../../../plan/chart/types.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { pad, widthOf } from '../../common/text-width.ts';
import { glyph } from './bar.ts';
import { cut } from './truncate.ts';

export function lanes({ lanes }: HorizonsChart, width: number, theme: Theme): string[] {
  return lanes.flatMap(({ name, of, total, cards }, at) => {
    const ids = Math.max(...cards.map(({ id }) => widthOf(id)));
    const more = total - cards.length;
    return [
      ...(at > 0 ? [''] : []),
      theme.heading(cut(`${name}, ${pluralize(total, of)}`, width)),
      ...cards.map(({ id, text, category }) => {
        const start = `  ${pad(id, ids)}  `;
        const state = pad(categoryName(category), 12);
        return `  ${glyph(category, theme)} ${pad(id, ids)}  ${state}  ${cut(text, width - start.length - 2 - state.length - 2)}`;
      }),
      ...(more > 0 ? [`  … and ${pluralize(more, of)} more`] : []),
    ];
  });
}
