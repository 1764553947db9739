/** Charts for a terminal, in letters. Colour says nothing that the letters and numbers do not say too. */
import type { Chart } from '../../../plan/chart/types.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { wrap } from '../../common/text-width.ts';
import { completionDays } from './completion-days.ts';
import { lanes } from './horizon-lanes.ts';
import { matrix } from './matrix.ts';
import { bars } from './stacked-bars.ts';
import { timeline } from './timeline.ts';

/** Where nothing says how wide a line may be. */
const usual = 80;
/** No line is made shorter than this. */
const narrowest = 40;

/** @param width in columns; Infinity where nothing limits it */
export function chartText(chart: Chart, width: number, theme: Theme): string {
  const room = Number.isFinite(width) ? Math.max(narrowest, width) : usual;
  const quietly = (text: string) => wrap(oneLine(text), room).replace(/^.+$/gm, (line) => theme.dim(line));
  const body =
    chart.nothing === null
      ? [wrap(oneLine(chart.description), room), '', ...bodyOf(chart, room, theme)]
      : [wrap(chart.nothing, room)];
  const notes = chart.notes.length > 0 ? ['', ...chart.notes.map(quietly)] : [];
  return [theme.heading(chart.title), ...body, ...notes].map((line) => `${line}\n`).join('');
}

function bodyOf(chart: Chart, width: number, theme: Theme): string[] {
  switch (chart.name) {
    case 'status':
      return bars(chart, width, theme);
    case 'agencies':
      return matrix(chart, width, theme);
    case 'horizons':
      return lanes(chart, width, theme);
    case 'timeline':
      return timeline(chart, width, theme);
    case 'completion':
      return completionDays(chart, width, theme);
  }
}
