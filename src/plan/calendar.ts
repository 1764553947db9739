/** The events of `plan calendar`: due dates, and days with updates. */

import type { Item, Milestone } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import { capitalize } from '../util/capitalize.ts';
import { compareText } from '../util/compare-text.ts';
import { pluralize } from '../util/pluralize.ts';
import { milestoneName } from './chart/milestone-name.ts';
import { categoryName } from './chart/status-category.ts';
import { fullName } from './model/agencies.ts';
import { dueWords } from './model/audience.ts';
import { type Charges, chargedAgencies, firstDue, pendingMilestones } from './model/derived.ts';
import { compareIds, idOf, type Plan } from './model/plan.ts';
import { milestoneStatusValue } from './model/status.ts';
import { listedUpdates } from './model/updates.ts';

/** An all-day event. */
export interface CalendarEvent {
  /** Stays the same when the day changes, so that a calendar moves the event instead of adding one. */
  id: string;
  what: 'due' | 'reports';
  /** `YYYY-MM-DD`. */
  day: string;
  title: string;
  /** The description, line by line. */
  lines: readonly string[];
}

/**
 * The due dates of pending milestones and the days that updates are true for, sorted by day.
 * @param charges with agencies, only due dates of milestones that are charged to them
 * @param passedBefore in a public calendar, the current day: due dates before it have passed
 */
export function calendarOf(
  plan: Plan,
  items: readonly Item[],
  passedBefore = '',
  charges: Charges = {},
): CalendarEvent[] {
  return [
    ...items.flatMap((item) => dueDays(plan, item, passedBefore, charges)),
    ...reportDays(plan, items),
  ].sort((a, b) => compareText(a.day, b.day) || compareText(a.what, b.what) || compareIds(a.title, b.title));
}

function dueDays(plan: Plan, item: Item, passedBefore: string, charges: Charges): CalendarEvent[] {
  return pendingMilestones(item, charges).flatMap((milestone) => {
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
          `With: ${responsible(plan, item, milestone)}`,
          `Status: ${categoryName(milestoneStatusValue(item, milestone))}`,
          ...(first !== null && first !== due ? [`First due: ${first}`] : []),
          ...(due < passedBefore ? [capitalize(dueWords.public.milestone(due, passedBefore))] : []),
        ],
      },
    ];
  });
}

const responsible = ({ agencies }: Plan, item: Item, milestone: Milestone): string =>
  chargedAgencies(item, milestone)
    .map((id) => fullName(agencies, id))
    .join(', ');

/** One event for all updates of a day. */
function reportDays({ agencies }: Plan, items: readonly Item[]): CalendarEvent[] {
  const days = new Map<string, { item: Item; update: Update }[]>();
  for (const item of items)
    for (const update of listedUpdates(item)) {
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
