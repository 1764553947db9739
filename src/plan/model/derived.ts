/**
 * Facts that follow from an item and the day: reported, overdue, due, no date, stale, open. Each has its one definition
 * here; filters, counts, reports, charts, calendars and rules use it.
 */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { type Clock, daysBetween, defaultStaleAfter } from './calendar-date.ts';
import { isClosed, milestonesOf, openMilestones } from './timetable.ts';
import { newestUpdate } from './updates.ts';

/** Whether the item was retired. Retired items are in no count. */
export const isRetired = (item: Pick<Item, 'retired'>): boolean => item.retired !== undefined;

/** Whether the item still has to be done: it is not retired, and not completed, cancelled or superseded. */
export const isOpen = (item: Pick<Item, 'status' | 'retired'>): boolean =>
  !isRetired(item) && !isClosed(item.status);

/** Whether a status of the item was reported. */
export const isReported = (item: Pick<Item, 'status'>): boolean => item.status !== undefined;

/** Whether an item that is not retired has no reported status. */
export const isUnreported = (item: Pick<Item, 'status' | 'retired'>): boolean =>
  !isReported(item) && !isRetired(item);

/** Whether the item has milestones: only such items can be completed, be overdue or have no date. */
export const hasMilestones = (item: Item): boolean => milestonesOf(item).length > 0;

/** The open milestones of an open item: what still has to be done. Only these can be due, be overdue or have no date. */
export const pendingMilestones = (item: Item): Milestone[] => (isOpen(item) ? openMilestones(item) : []);

/** The pending milestones whose due date has passed. */
export const overdueMilestones = (item: Item, today: string): Milestone[] =>
  pendingMilestones(item).filter(({ due }) => due !== undefined && due < today);

export const isOverdue = (item: Item, today: string): boolean => overdueMilestones(item, today).length > 0;

/** The pending milestones without a due date. */
export const undatedMilestones = (item: Item): Milestone[] =>
  pendingMilestones(item).filter(({ due }) => due === undefined);

/** Whether a pending milestone has no due date. */
export const isUndated = (item: Item): boolean => undatedMilestones(item).length > 0;

/** The due dates of the pending milestones, earliest first, each once. */
export const dueDates = (item: Item): string[] =>
  [...new Set(pendingMilestones(item).flatMap(({ due }) => due ?? []))].sort();

/** The earliest due date of the pending milestones; null where none has one. */
export const nextDue = (item: Item): string | null => dueDates(item)[0] ?? null;

/** The pending milestone to do next: the one due first or, where none has a date, the first; null where none is pending. */
export function nextMilestone(item: Item): Milestone | null {
  const pending = pendingMilestones(item);
  const next = nextDue(item);
  return pending.find(({ due }) => due === (next ?? undefined)) ?? null;
}

/** The first due date that a milestone ever had, before any amendment; null where it never had one. */
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

/** The number of days since the `as-of` of the newest update; null where there is none. */
export function daysSinceUpdate(item: Item, today: string): number | null {
  const newest = newestUpdate(item);
  return newest ? daysBetween(newest['as-of'], today) : null;
}

/** Whether the newest update of an open item is older than the plan's `stale-after`. */
export const isStale = (item: Item, { today, staleAfter = defaultStaleAfter }: Clock): boolean =>
  isOpen(item) && (daysSinceUpdate(item, today) ?? 0) > staleAfter;
