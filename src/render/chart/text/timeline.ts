/** The timeline on a terminal: a line for each milestone, with its dates along a track. */
import type { MilestoneMark, TimelineChart } from '../../../plan/chart/types.ts';
import { dueWords } from '../../../plan/model/audience.ts';
import { daysBetween } from '../../../plan/model/calendar-date.ts';
import type { Theme } from '../../common/colors.ts';
import { oneLine } from '../../common/escape.ts';
import { pad, truncate, widthOf, wrap } from '../../common/text-width.ts';
import { latenessText, moreText } from '../labels.ts';

const symbols = { overdue: '◆', open: '◇', closed: '●' } as const;

export function timelineText(chart: TimelineChart, width: number, theme: Theme): string[] {
  const { marks, today, dated, audience } = chart;
  const ids = Math.max(...marks.map(({ id }) => widthOf(id)));
  const states = marks.map((mark) => stateText(mark, chart));
  const stateWidth = Math.max(...states.map(({ length }) => length));
  const dueWidth = Math.max(...marks.map(({ due }) => due.length));
  const room = width - (ids + 2 + dueWidth + 2 + stateWidth + 2);
  const track = tracks(marks, today, Math.max(1, Math.min(room, Math.max(12, Math.floor(width * 0.3)))));
  return [
    wrap(
      `${symbols.overdue} ${dueWords[audience].label}  ${symbols.open} to come  ${symbols.closed} closed  ○ first date, where it was moved  │ today, ${today}`,
      width,
    ),
    '',
    ...marks.map((mark, at) => {
      const start = `${pad(mark.id, ids)}  ${mark.due}  ${states[at]!.padEnd(stateWidth)}  ${track(mark)}  `;
      const line = (start + truncate(oneLine(mark.text), width - widthOf(start))).trimEnd();
      return mark.state === 'overdue' ? theme.error(line) : line;
    }),
    ...moreText(dated, marks.length, 'milestone'),
  ];
}

function stateText(mark: MilestoneMark, chart: TimelineChart): string {
  if (mark.state === 'overdue') return latenessText(mark, chart);
  return mark.state === 'open' ? 'to come' : 'closed';
}

/** Draws the track of a milestone; the same date has the same column in all of them. */
function tracks(
  marks: readonly MilestoneMark[],
  today: string,
  columns: number,
): (mark: MilestoneMark) => string {
  const dates = [today, ...marks.flatMap(({ due, firstDue }) => [due, firstDue ?? due])].sort();
  const [first, last] = [dates[0]!, dates.at(-1)!];
  const column = (day: string) =>
    Math.round(((columns - 1) * daysBetween(first, day)) / Math.max(1, daysBetween(first, last)));
  return ({ due, firstDue, state }) => {
    const line = Array.from({ length: columns }, () => ' ');
    const [from, to] = [column(today), column(due)].sort((a, b) => a - b) as [number, number];
    if (state !== 'closed') line.fill(state === 'overdue' ? '━' : '─', from, to);
    line[column(today)] = '│';
    if (firstDue) line[column(firstDue)] = '○';
    line[column(due)] = symbols[state];
    return line.join('');
  };
}
