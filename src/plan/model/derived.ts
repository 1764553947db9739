/** What is never stored: facts about an item that follow from it and from what day it is. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { type Clock, daysBetween, defaultStaleAfter } from './calendar-date.ts';
import { isClosed, milestonesOf, openMilestones } from './timetable.ts';

/** Nobody works on it any more: it counts nowhere. */
export const isRetired = (item: Item): boolean => item.retired !== undefined;

/** The open milestones whose date has passed. Work that is closed as a whole is not overdue. */
export const overdueMilestones = (item: Item, today: string) =>
  isClosed(item.status) || isRetired(item)
    ? []
    : openMilestones(item).filter(({ due }) => due !== undefined && due < today);

export const isOverdue = (item: Item, today: string): boolean => overdueMilestones(item, today).length > 0;

/** No one has said where the item stands, and somebody should. */
export const isUnreported = (item: Item): boolean => item.status === undefined && !isRetired(item);

/** The milestones to which nobody gave a date. */
export const undatedMilestones = (item: Item) => milestonesOf(item).filter(({ due }) => due === undefined);

/** Whether an open milestone has no date: nobody can say when it is due. */
export const isUndated = (item: Item): boolean =>
  !isRetired(item) && openMilestones(item).some(({ due }) => due === undefined);

/** The dates that are still to be met, nearest first. */
export const dueDates = (item: Item): string[] =>
  isRetired(item) ? [] : [...new Set(openMilestones(item).flatMap(({ due }) => due ?? []))].sort();

/** The nearest date that is still to be met, or null. */
export const nextDue = (item: Item): string | null => dueDates(item)[0] ?? null;

/** The first date that a milestone ever had, whatever it was amended to since; null where it never had one. */
export function firstDue(
  item: Pick<Item, 'amendments'>,
  { id, due }: Pick<Milestone, 'id' | 'due'>,
): string | null {
  const amended = (item.amendments ?? []).filter(
    ({ milestone, field }) => milestone === id && field === 'due',
  );
  const dates = [...amended.flatMap(({ from, to }) => [from, to]), due];
  return (dates.find((date) => date !== undefined) as string | undefined) ?? null;
}

/** The newest entry: the last, since entries are only ever added. */
export const newestUpdate = (item: Item): Update | undefined => item.updates?.at(-1);

/** How many days ago what the newest report says was true; null where nobody has reported. */
export function daysSinceUpdate(item: Item, today: string): number | null {
  const newest = newestUpdate(item);
  return newest ? daysBetween(newest['as-of'], today) : null;
}

/** Somebody has reported, but too long ago for work that is still to be done. */
export const isStale = (item: Item, { today, staleAfter = defaultStaleAfter }: Clock): boolean =>
  !isRetired(item) && !isClosed(item.status) && (daysSinceUpdate(item, today) ?? 0) > staleAfter;
