/** The plan's days as a calendar has them: only those that somebody really set. */
import type { Item, Milestone } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import { pluralize } from '../util/pluralize.ts';
import { milestoneName } from './chart/milestone-name.ts';
import { categoryName, categoryOf } from './chart/status-category.ts';
import { fullName } from './model/agencies.ts';
import { firstDue, pendingMilestones } from './model/derived.ts';
import { compareIds, idOf, type Plan } from './model/plan.ts';

/** Something of a whole day. */
export interface CalendarEvent {
  /** The same whatever the day is moved to, so that a calendar that knows it already moves it too. */
  id: string;
  what: 'due' | 'reports';
  /** `YYYY-MM-DD`. */
  day: string;
  title: string;
  /** What else is known of it, a line each. */
  lines: readonly string[];
}

/**
 * The days on which open milestones are due, and those for which there are reports, in their order. Work that is closed
 * or retired is due no more.
 */
export function calendarOf(plan: Plan, items: readonly Item[]): CalendarEvent[] {
  return [...items.flatMap((item) => dueDays(plan, item)), ...reportDays(plan, items)].sort(
    (a, b) => compare(a.day, b.day) || compare(a.what, b.what) || compareIds(a.title, b.title),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function dueDays(plan: Plan, item: Item): CalendarEvent[] {
  return pendingMilestones(item).flatMap((milestone) => {
    const { due, task } = milestone;
    if (due === undefined) return [];
    const first = firstDue(item, milestone);
    return [
      {
        id: `due.${idOf(item)}.${milestone.id}`,
        what: 'due',
        day: due,
        title: `${milestoneName(item, milestone)} due: ${task}`,
        lines: [
          `Item ${idOf(item)}: ${item.action}`,
          `With: ${whose(plan, item, milestone)}`,
          `Status: ${categoryName(categoryOf(milestone))}`,
          ...(first !== null && first !== due ? [`First due: ${first}`] : []),
        ],
      },
    ];
  });
}

const whose = ({ agencies }: Plan, item: Item, milestone: Milestone): string =>
  (milestone.agencies ?? item.agencies).map((id) => fullName(agencies, id)).join(', ');

/** One event for all that is reported as of a day. */
function reportDays({ agencies }: Plan, items: readonly Item[]): CalendarEvent[] {
  const days = new Map<string, { item: Item; update: Update }[]>();
  for (const item of items)
    for (const update of item.updates ?? []) {
      const day = days.get(update['as-of']) ?? [];
      days.set(update['as-of'], day);
      day.push({ item, update });
    }
  return [...days].map(([day, reports]) => {
    const ids = [...new Set(reports.map(({ item }) => idOf(item)))].sort(compareIds);
    const from = [
      ...new Set(
        reports.map(({ update: { agency } }) => (agency ? fullName(agencies, agency) : 'the group')),
      ),
    ];
    return {
      id: `reports.${day}`,
      what: 'reports',
      day,
      title: `${pluralize(reports.length, 'report')} on ${pluralize(ids.length, 'item')}`,
      lines: [`Items: ${ids.join(', ')}`, `From: ${from.join(', ')}`],
    };
  });
}
