/** The lanes as lists: what is to be done in each horizon. */

import { standingName } from '../../../plan/chart/status-category.ts';
import type { HorizonsChart } from '../../../plan/chart/types.ts';
import { counted } from '../../../util/pluralize.ts';
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
      theme.heading(cut(`${name}, ${counted(total, of)}`, width)),
      ...cards.map(({ id, text, standing }) => {
        const start = `  ${pad(id, ids)}  `;
        const state = pad(standingName(standing), 12);
        return `  ${glyph(standing, theme)} ${pad(id, ids)}  ${state}  ${cut(text, width - start.length - 2 - state.length - 2)}`;
      }),
      ...(more > 0 ? [`  … and ${counted(more, of)} more`] : []),
    ];
  });
}
