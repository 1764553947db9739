/** Renders a chart for a terminal. Colour only repeats what the characters and numbers say. */
import type { Chart } from '../../../plan/chart/types.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { wrap } from '../../common/text-width.ts';
import { completionDaysText } from './completion-days.ts';
import { lanesText } from './horizon-lanes.ts';
import { matrixText } from './matrix.ts';
import { barsText } from './stacked-bars.ts';
import { timelineText } from './timeline.ts';

const defaultWidth = 80;
const minWidth = 40;

/** @param width in columns; Infinity means the default */
export function chartText(chart: Chart, width: number, theme: Theme): string {
  const room = Number.isFinite(width) ? Math.max(minWidth, width) : defaultWidth;
  const dimmed = (text: string) => wrap(oneLine(text), room).replace(/^.+$/gm, (line) => theme.dim(line));
  const body =
    chart.nothing === null
      ? [wrap(oneLine(chart.description), room), '', ...bodyOf(chart, room, theme)]
      : [wrap(chart.nothing, room)];
  const notes = chart.notes.length > 0 ? ['', ...chart.notes.map(dimmed)] : [];
  return [theme.heading(chart.title), ...body, ...notes].map((line) => `${line}\n`).join('');
}

function bodyOf(chart: Chart, width: number, theme: Theme): string[] {
  switch (chart.name) {
    case 'status':
      return barsText(chart, width, theme);
    case 'agencies':
      return matrixText(chart, width, theme);
    case 'horizons':
      return lanesText(chart, width, theme);
    case 'timeline':
      return timelineText(chart, width, theme);
    case 'completion':
      return completionDaysText(chart, width, theme);
  }
}
