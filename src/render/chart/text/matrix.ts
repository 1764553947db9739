/** The agencies chart on a terminal: a row for each agency, a column for each status category. */
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { AgenciesChart } from '../../../plan/chart/types.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { pad, truncate, widthOf } from '../../common/text-width.ts';
import { nameWidth, symbolOf, textLegend } from './bar.ts';

export function matrixText(
  { matrix: { across, down } }: AgenciesChart,
  width: number,
  theme: Theme,
): string[] {
  const categories = across.map(categoryName);
  const names = down.map(({ name }) => oneLine(name));
  const digits = Math.max(3, ...down.map(({ items }) => String(items).length));
  const widthWith = (columns: readonly number[]) =>
    columns.reduce((sum, each) => sum + each + 2, 0) + digits + 2;
  const columnsOfNames = categories.map((name) => Math.max(name.length, digits));
  // If the names of the categories do not fit, their symbols head the columns.
  const fits = nameWidth(names, width) + widthWith(columnsOfNames) <= width;
  const columns = fits ? columnsOfNames : categories.map(() => digits);
  const room = Math.min(width - widthWith(columns), Math.max(...names.map(widthOf)));
  const heads = across.map((category, at) =>
    fits ? categories[at]!.padStart(columns[at]!) : ' '.repeat(digits - 1) + symbolOf(category, theme),
  );
  const line = (name: string, cells: readonly string[]) => [pad(name, room), ...cells].join('  ').trimEnd();
  const legend = fits
    ? []
    : [
        textLegend(
          across.map((category, at) => [category, categories[at]!]),
          width,
          theme,
        ),
        '',
      ];
  return [
    ...legend,
    theme.heading(line('', [...heads, 'all'.padStart(digits)])),
    ...down.map(({ items, counts }, row) =>
      line(truncate(names[row]!, room), [
        ...counts.map((count, at) => {
          const text = String(count).padStart(columns[at]!);
          return count === 0 ? theme.dim(text) : text;
        }),
        String(items).padStart(digits),
      ]),
    ),
  ];
}
