/** Milestones that have a date: the picture of a plan once there are dates. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { firstDue, overdueMilestones, undatedMilestones } from '../model/derived.ts';
import { compareIds } from '../model/plan.ts';
import { isClosed, milestonesOf } from '../model/timetable.ts';
import { milestoneName } from './milestone-name.ts';
import { categoryName, categoryOf } from './status-category.ts';
import type { MarkState, MilestoneMark, TimelineChart } from './types.ts';

/** More rows than these are not read: the rest is counted. */
export const mostMarks = 40;

export function timelineChart(items: readonly Item[], today: string): TimelineChart {
  const all = items.flatMap((item) => marksOf(item, today));
  const undated = items.flatMap(undatedMilestones).length;
  const count = (state: MarkState) => all.filter((mark) => mark.state === state).length;
  const [overdue, open, closed] = [count('overdue'), count('open'), count('closed')];
  const marks = [...all].sort(byPressure).slice(0, mostMarks).sort(byDay);
  const nothing = all.length === 0 ? emptiness(undated) : null;
  return {
    name: 'timeline',
    title: 'Milestones by due date',
    description:
      nothing ??
      `As of ${today}, of ${pluralize(all.length, 'milestone')} with a date ${overdue} ${is(overdue)} overdue, ${open} ${is(open)} still to come and ${closed} ${is(closed)} closed; ${undated} ${undated === 1 ? 'has' : 'have'} no date set.`,
    columns: ['milestone', 'task', 'due', 'first due', 'state', 'status'],
    rows: marks.map(({ id, text, due, firstDue, state, category }) => [
      id,
      text,
      due,
      firstDue ?? due,
      state,
      categoryName(category),
    ]),
    notes:
      marks.length < all.length
        ? [
            `${marks.length} of ${all.length} are shown: those overdue longest, then those due soonest, then those closed last.`,
          ]
        : [],
    nothing,
    today,
    marks,
    dated: all.length,
    overdue,
    undated,
  };
}

const is = (number: number) => (number === 1 ? 'is' : 'are');

const emptiness = (undated: number) =>
  undated === 0
    ? 'There are no milestones to show.'
    : `No date is set for any of ${pluralize(undated, 'milestone')}, so there is no timeline yet.`;

function marksOf(item: Item, today: string): MilestoneMark[] {
  const late = new Set(overdueMilestones(item, today));
  return milestonesOf(item).flatMap((milestone) => {
    const { task, due, status } = milestone;
    if (due === undefined) return [];
    const first = firstDue(item, milestone);
    const over = isClosed(status) || isClosed(item.status);
    return [
      {
        ...{ id: milestoneName(item, milestone), text: task, due },
        firstDue: first === due ? null : first,
        state: late.has(milestone) ? 'overdue' : over ? 'closed' : 'open',
        category: categoryOf(milestone),
      },
    ];
  });
}

const pressing: readonly MarkState[] = ['overdue', 'open', 'closed'];

function byPressure(a: MilestoneMark, b: MilestoneMark): number {
  const state = pressing.indexOf(a.state) - pressing.indexOf(b.state);
  return state || (a.state === 'closed' ? -byDay(a, b) : byDay(a, b));
}

const byDay = (a: MilestoneMark, b: MilestoneMark): number =>
  a.due < b.due ? -1 : a.due > b.due ? 1 : compareIds(a.id, b.id);
