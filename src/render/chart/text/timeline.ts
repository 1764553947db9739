/** The timeline in letters: a line for each milestone, and the days along it. */
import type { MilestoneMark, TimelineChart } from '../../../plan/chart/types.ts';
import { daysBetween } from '../../../plan/model/calendar-date.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Theme } from '../../common/colors.ts';
import { pad, widthOf, wrap } from '../../common/text-width.ts';
import { cut } from './truncate.ts';

const signs = { overdue: '◆', open: '◇', closed: '●' } as const;

export function timeline({ marks, today, dated }: TimelineChart, width: number, theme: Theme): string[] {
  const track = tracks(marks, today, Math.max(12, Math.floor(width * 0.3)));
  const ids = Math.max(...marks.map(({ id }) => widthOf(id)));
  const states = marks.map((mark) => stateOf(mark, today));
  const room = Math.max(...states.map(({ length }) => length));
  const more = dated - marks.length;
  return [
    wrap(
      `${signs.overdue} overdue  ${signs.open} to come  ${signs.closed} closed  ○ first date, where it was moved  │ today, ${today}`,
      width,
    ),
    '',
    ...marks.map((mark, at) => {
      const start = `${pad(mark.id, ids)}  ${mark.due}  ${states[at]!.padEnd(room)}  ${track(mark)}  `;
      const line = (start + cut(mark.text, width - widthOf(start))).trimEnd();
      return mark.state === 'overdue' ? theme.error(line) : line;
    }),
    ...(more > 0 ? [`… and ${pluralize(more, 'milestone')} more`] : []),
  ];
}

function stateOf({ state, due }: MilestoneMark, today: string): string {
  if (state === 'overdue') return `${pluralize(daysBetween(due, today), 'day')} late`;
  return state === 'open' ? 'to come' : 'closed';
}

/** Draws the days of a milestone in so many columns: the same days in the same column for all of them. */
function tracks(
  marks: readonly MilestoneMark[],
  today: string,
  columns: number,
): (mark: MilestoneMark) => string {
  const all = [today, ...marks.flatMap(({ due, firstDue }) => [due, firstDue ?? due])].sort();
  const [first, last] = [all[0]!, all.at(-1)!];
  const column = (day: string) =>
    Math.round(((columns - 1) * daysBetween(first, day)) / Math.max(1, daysBetween(first, last)));
  return ({ due, firstDue, state }) => {
    const line = Array.from({ length: columns }, () => ' ');
    const [from, to] = [column(today), column(due)].sort((a, b) => a - b) as [number, number];
    if (state !== 'closed') line.fill(state === 'overdue' ? '━' : '─', from, to);
    line[column(today)] = '│';
    if (firstDue) line[column(firstDue)] = '○';
    line[column(due)] = signs[state];
    return line.join('');
  };
}
