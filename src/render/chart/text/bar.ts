/** A bar in letters: a letter of its own for each place where work stands, and the number in it where there is room. */
import { categoryName, type StatusCategory } from '../../../plan/chart/status-category.ts';
import type { Theme } from '../../common/colors.ts';
import { wrap } from '../../common/text-width.ts';

interface Glyph {
  letter: string;
  color: keyof Theme;
}

const glyphs: Record<StatusCategory, Glyph> = {
  completed: { letter: '█', color: 'success' },
  'in-place': { letter: '▓', color: 'success' },
  'in-progress': { letter: '▒', color: 'accent' },
  'not-started': { letter: '░', color: 'accent' },
  'on-hold': { letter: '=', color: 'warning' },
  superseded: { letter: '~', color: 'dim' },
  cancelled: { letter: 'x', color: 'error' },
  'not-reported': { letter: '·', color: 'dim' },
};

export type Part = readonly [StatusCategory, count: number];

export const glyph = (standing: StatusCategory, theme: Theme, times = 1): string =>
  theme[glyphs[standing].color](glyphs[standing].letter.repeat(times));

/** What the letters mean: "█ completed 3  · not reported 25". */
export const legend = (
  parts: readonly (readonly [StatusCategory, text: string])[],
  width: number,
  theme: Theme,
) =>
  // A blank that does not break keeps a letter with its words while the line is wrapped.
  wrap(
    parts
      .map(([standing, text]) => `${glyphs[standing].letter} ${text}`.replaceAll(' ', '\u00a0'))
      .join('  '),
    width,
  )
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => parts.reduce((done, [standing]) => colored(done, standing, theme), line))
    .join('\n');

const colored = (line: string, standing: StatusCategory, theme: Theme) =>
  line.replace(`${glyphs[standing].letter} `, `${glyph(standing, theme)} `);

/** Names of parts with their numbers, for a key. */
export const counts = (parts: readonly Part[]): [StatusCategory, string][] =>
  parts.map(([standing, count]) => [standing, `${categoryName(standing)} ${count}`]);

/** A bar of `width` columns, of which each part that is not nothing has one at least. */
export function strip(parts: readonly Part[], width: number, theme: Theme): string {
  const some = parts.filter(([, count]) => count > 0);
  const widths = shares(
    some.map(([, count]) => count),
    Math.max(width, some.length),
  );
  return some
    .map(([standing, count], at) => {
      const [all, number] = [widths[at]!, String(count)];
      if (all < number.length + 2) return glyph(standing, theme, all);
      const left = Math.floor((all - number.length) / 2);
      return glyph(standing, theme, left) + number + glyph(standing, theme, all - number.length - left);
    })
    .join('');
}

/** Whole numbers that add up to `sum`, as near to these counts' shares as can be, none of them nothing. */
function shares(counts: readonly number[], sum: number): number[] {
  const all = counts.reduce((total, count) => total + count, 0);
  const exact = counts.map((count) => (count * sum) / all);
  const found = exact.map((share) => Math.max(1, Math.floor(share)));
  const over = () => found.reduce((total, each) => total + each, 0) - sum;
  while (over() > 0) found[found.indexOf(Math.max(...found))]!--;
  const byRest = exact
    .map((_, at) => at)
    .sort((a, b) => exact[b]! - found[b]! - (exact[a]! - found[a]!) || a - b);
  for (let at = 0; over() < 0; at++) found[byRest[at % byRest.length]!]!++;
  return found;
}
