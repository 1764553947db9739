/** Bars of characters: a character for each status category, and the count where there is room. */
import { categoryName } from '../../../plan/chart/status-category.ts';
import type { StatusValue } from '../../../plan/model/status.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { widthOf, wrap } from '../../common/text-width.ts';

const symbols: Record<StatusValue, { char: string; color: keyof Theme }> = {
  completed: { char: '█', color: 'success' },
  'in-place': { char: '▓', color: 'success' },
  'in-progress': { char: '▒', color: 'accent' },
  'not-started': { char: '░', color: 'accent' },
  'on-hold': { char: '=', color: 'warning' },
  superseded: { char: '~', color: 'dim' },
  cancelled: { char: 'x', color: 'error' },
  'no-status': { char: '-', color: 'dim' },
  'not-reported': { char: '·', color: 'dim' },
};

export const symbolOf = (category: StatusValue, theme: Theme, times = 1): string =>
  theme[symbols[category].color](symbols[category].char.repeat(times));

/** What the characters stand for: "█ completed 3  · not reported 25". */
export function textLegend(
  entries: readonly (readonly [StatusValue, text: string])[],
  width: number,
  theme: Theme,
): string {
  // A non-breaking space keeps a symbol and its text on one line.
  const texts = entries.map(([category, text]) =>
    `${symbols[category].char} ${text}`.replaceAll(' ', '\u00a0'),
  );
  const lines = wrap(texts.join('  '), width).replaceAll('\u00a0', ' ').split('\n');
  return lines
    .map((line) => entries.reduce((colored, [category]) => colorSymbol(colored, category, theme), line))
    .join('\n');
}

const colorSymbol = (line: string, category: StatusValue, theme: Theme) =>
  line.replace(`${symbols[category].char} `, `${symbolOf(category, theme)} `);

export type BarPart = readonly [StatusValue, count: number];

/** Legend entries with counts. */
export const countEntries = (parts: readonly BarPart[]): [StatusValue, string][] =>
  parts.map(([category, count]) => [category, `${categoryName(category)} ${count}`]);

/** A bar of `width` columns; each part with a count takes at least one. */
export function barText(parts: readonly BarPart[], width: number, theme: Theme): string {
  const drawn = parts.filter(([, count]) => count > 0);
  const widths = shares(
    drawn.map(([, count]) => count),
    Math.max(width, drawn.length),
  );
  return drawn
    .map(([category, count], at) => {
      const [total, number] = [widths[at]!, String(count)];
      if (total < number.length + 2) return symbolOf(category, theme, total);
      const left = Math.floor((total - number.length) / 2);
      return (
        symbolOf(category, theme, left) + number + symbolOf(category, theme, total - number.length - left)
      );
    })
    .join('');
}

/** Whole numbers of at least 1 in proportion to the counts, which add up to `sum`. */
function shares(counts: readonly number[], sum: number): number[] {
  const total = counts.reduce((all, count) => all + count, 0);
  const exact = counts.map((count) => (count * sum) / total);
  const rounded = exact.map((share) => Math.max(1, Math.floor(share)));
  const excess = () => rounded.reduce((all, each) => all + each, 0) - sum;
  while (excess() > 0) rounded[rounded.indexOf(Math.max(...rounded))]!--;
  const byRemainder = exact
    .map((_, at) => at)
    .sort((a, b) => exact[b]! - rounded[b]! - (exact[a]! - rounded[a]!) || a - b);
  for (let at = 0; excess() < 0; at++) rounded[byRemainder[at % byRemainder.length]!]!++;
  return rounded;
}

/** The columns for row names: the widest name, but at most a third of the line. */
export const nameWidth = (names: readonly string[], width: number) =>
  Math.min(Math.floor(width / 3), Math.max(...names.map((name) => widthOf(oneLine(name)))));
