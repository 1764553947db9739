/** The matrix in numbers: a row for each agency, a column for each place where its items stand. */

import { categoryName } from '../../../plan/chart/status-category.ts';
import type { AgenciesChart } from '../../../plan/chart/types.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { pad, widthOf } from '../../common/text-width.ts';
import { glyph, legend } from './bar.ts';
import { cut, nameWidth } from './truncate.ts';

export function matrix({ matrix: { across, down } }: AgenciesChart, width: number, theme: Theme): string[] {
  const names = across.map(categoryName);
  const digits = Math.max(3, ...down.map(({ items }) => String(items).length));
  const inWords = names.map((name) => Math.max(name.length, digits));
  const least = nameWidth(
    down.map(({ name }) => name),
    width,
  );
  const fits = least + inWords.reduce((sum, each) => sum + each + 2, 0) + digits + 2 <= width;
  const widths = fits ? inWords : names.map(() => digits);
  const label = width - widths.reduce((sum, each) => sum + each + 2, 0) - digits - 2;
  const room = Math.min(label, Math.max(...down.map(({ name }) => widthOf(oneLine(name)))));
  const heads = across.map((standing, at) =>
    fits ? names[at]!.padStart(widths[at]!) : ' '.repeat(digits - 1) + glyph(standing, theme),
  );
  const line = (name: string, cells: readonly string[]) => [pad(name, room), ...cells].join('  ').trimEnd();
  return [
    ...(fits
      ? []
      : [
          legend(
            across.map((standing) => [standing, categoryName(standing)]),
            width,
            theme,
          ),
          '',
        ]),
    theme.heading(line('', [...heads, 'all'.padStart(digits)])),
    ...down.map(({ name, items, counts }) =>
      line(cut(name, room), [
        ...counts.map((count, at) => {
          const text = String(count).padStart(widths[at]!);
          return count === 0 ? theme.dim(text) : text;
        }),
        String(items).padStart(digits),
      ]),
    ),
  ];
}
