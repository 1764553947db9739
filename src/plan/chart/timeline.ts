/** The chart `timeline`: the milestones that have a due date. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { type Audience, dueWords } from '../model/audience.ts';
import {
  chargedMilestones,
  type FactScope,
  firstDue,
  overdueMilestones,
  pendingMilestones,
  undatedMilestones,
} from '../model/derived.ts';
import { compareIds } from '../model/plan.ts';
import { milestoneStatusValue } from '../model/status.ts';
import { milestoneName } from './milestone-name.ts';
import { categoryName } from './status-category.ts';
import type { MarkState, MilestoneMark, TimelineChart } from './types.ts';

/** More marks than these are not readable; the others are only counted. */
const maxMarks = 40;

/** @param scope with agencies, only milestones that are charged to them */
export function timelineChart(items: readonly Item[], scope: FactScope, audience: Audience): TimelineChart {
  const { today } = scope;
  const all = items.flatMap((item) => marksOf(item, scope));
  const milestones = items.flatMap((item) => chargedMilestones(item, scope)).length;
  const undated = items.flatMap((item) => undatedMilestones(item, scope)).length;
  const count = (state: MarkState) => all.filter((mark) => mark.state === state).length;
  const [overdue, open, closed] = [count('overdue'), count('open'), count('closed')];
  const marks = [...all].sort(byUrgency).slice(0, maxMarks).sort(byDay);
  const nothing = all.length === 0 ? emptyReason(milestones, undated) : null;
  return {
    name: 'timeline',
    title: 'Milestones by due date',
    description:
      nothing ??
      `As of ${today}, of ${pluralize(all.length, 'milestone')} with a date ${dueWords[audience].are(overdue)}, ${open} ${is(open)} still to come and ${closed} ${is(closed)} closed; ${undated} of ${pluralize(milestones, 'milestone')} ${undated === 1 ? 'is open and has' : 'are open and have'} no date set.`,
    columns: ['milestone', 'task', 'due', 'first due', 'state', 'status'],
    rows: marks.map(({ id, text, due, firstDue, state, category }) => [
      id,
      text,
      due,
      firstDue ?? due,
      stateName(state, audience),
      categoryName(category),
    ]),
    notes:
      marks.length < all.length
        ? [
            `${marks.length} of ${all.length} are shown: those not closed, earliest date first, then those closed last.`,
          ]
        : [],
    nothing,
    audience,
    today,
    marks,
    dated: all.length,
    overdue,
    undated,
    milestones,
  };
}

/** The state of a mark in tables. */
const stateName = (state: MarkState, audience: Audience): string =>
  state === 'overdue' ? dueWords[audience].label : state;

const is = (number: number) => (number === 1 ? 'is' : 'are');

function emptyReason(milestones: number, undated: number): string {
  if (milestones === 0) return 'There are no milestones to show.';
  const closed = milestones - undated;
  const others = closed === 0 ? '' : ` (the other ${closed} ${is(closed)} closed)`;
  return `No date is set for ${undated} of ${pluralize(milestones, 'milestone')}${others}, so there is no timeline yet.`;
}

function marksOf(item: Item, scope: FactScope): MilestoneMark[] {
  const pending = new Set(pendingMilestones(item, scope));
  const overdue = new Set(overdueMilestones(item, scope));
  return chargedMilestones(item, scope).flatMap((milestone) => {
    const { task, due } = milestone;
    if (due === undefined) return [];
    const first = firstDue(item, milestone);
    return [
      {
        ...{ id: milestoneName(item, milestone), text: task, due },
        firstDue: first === due ? null : first,
        state: overdue.has(milestone) ? 'overdue' : pending.has(milestone) ? 'open' : 'closed',
        category: milestoneStatusValue(item, milestone),
      },
    ];
  });
}

const urgency: readonly MarkState[] = ['overdue', 'open', 'closed'];

function byUrgency(a: MilestoneMark, b: MilestoneMark): number {
  const state = urgency.indexOf(a.state) - urgency.indexOf(b.state);
  return state || (a.state === 'closed' ? -byDay(a, b) : byDay(a, b));
}

const byDay = (a: MilestoneMark, b: MilestoneMark): number =>
  a.due < b.due ? -1 : a.due > b.due ? 1 : compareIds(a.id, b.id);
