/**
 * Facts that follow from an item and the day: reported, overdue, due, no date, stale, open. Each has its one definition
 * here; filters, counts, reports, charts, calendars and rules use it.
 */
import type { Status } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { type Clock, daysBetween, defaultStaleAfter } from './calendar-date.ts';
import { type DateRange, isWithin } from './date-expressions.ts';
import { currentStatus, hasAuthority, impliedStatus } from './status.ts';
import { isClosed, milestonesOf, openMilestones } from './timetable.ts';
import { effectiveUpdates, isReported, newestUpdate } from './updates.ts';

/** Whose milestones are overdue, due or without a date. */
export interface Charges {
  /** Only milestones charged to one of these agencies; absent for all. */
  readonly chargedTo?: readonly string[];
}

/** The day, and whose milestones the answers are about. */
export interface FactScope extends Clock, Charges {
  /** The field `due` is the earliest due date in this period, such as of `--due`; absent for any date. */
  readonly period?: DateRange;
}

/** Whether the item was retired. Retired items are in no count. */
export const isRetired = (item: Pick<Item, 'retired'>): boolean => item.retired !== undefined;

/** Whether the item still has to be done: it is not retired, and not completed, cancelled or superseded. */
export const isOpen = (item: Pick<Item, 'status' | 'timetable' | 'retired'>): boolean =>
  !isRetired(item) && !isClosed(currentStatus(item).status ?? undefined);

/** Whether one of the updates is from the agency. */
export const isReportedBy = (item: Pick<Item, 'updates'>, agency: string): boolean =>
  effectiveUpdates(item).some((entry) => entry.agency === agency);

/** Whether an item that is not retired has no update. */
export const isUnreported = (item: Pick<Item, 'updates' | 'retired'>): boolean =>
  !isReported(item) && !isRetired(item);

/** Whether the item has milestones: only such items can be completed, be overdue or have no date. */
export const hasMilestones = (item: Item): boolean => milestonesOf(item).length > 0;

/** The agencies that a milestone is charged to: its own or, where it names none, those of the item. */
export const chargedAgencies = (item: Pick<Item, 'agencies'>, { agencies }: Milestone): readonly string[] =>
  agencies ?? item.agencies;

/** The milestones that are charged to the agencies; all where none are given. */
export function chargedMilestones(item: Item, { chargedTo }: Charges = {}): readonly Milestone[] {
  const milestones = milestonesOf(item);
  if (chargedTo === undefined) return milestones;
  return milestones.filter((each) => chargedAgencies(item, each).some((id) => chargedTo.includes(id)));
}

/** The open milestones of an open item: what still has to be done. Only these can be due, be overdue or have no date. */
export const pendingMilestones = (item: Item, charges?: Charges): Milestone[] =>
  isOpen(item) ? chargedMilestones(item, charges).filter(({ status }) => !isClosed(status)) : [];

/** The pending milestones whose due date has passed. */
export const overdueMilestones = (item: Item, scope: FactScope): Milestone[] =>
  pendingMilestones(item, scope).filter(({ due }) => due !== undefined && due < scope.today);

export const isOverdue = (item: Item, scope: FactScope): boolean => overdueMilestones(item, scope).length > 0;

/** The number of days since the earliest due date of an overdue milestone; null where none is overdue. */
export function daysPastDue(item: Item, scope: FactScope): number | null {
  const [first] = overdueMilestones(item, scope)
    .map(({ due }) => due!)
    .sort();
  return first === undefined ? null : daysBetween(first, scope.today);
}

/** The pending milestones without a due date. */
export const undatedMilestones = (item: Item, charges?: Charges): Milestone[] =>
  pendingMilestones(item, charges).filter(({ due }) => due === undefined);

/** Whether a pending milestone has no due date. */
export const isUndated = (item: Item, charges?: Charges): boolean =>
  undatedMilestones(item, charges).length > 0;

/** The due dates of the pending milestones, earliest first, each once. */
export const dueDates = (item: Item, charges?: Charges): string[] =>
  [...new Set(pendingMilestones(item, charges).flatMap(({ due }) => due ?? []))].sort();

/** The earliest due date of the pending milestones, of those in the period; null where there is none. */
export const nextDue = (item: Item, { period, ...charges }: Partial<FactScope> = {}): string | null =>
  dueDates(item, charges).find((day) => !period || isWithin(day, period)) ?? null;

/** The pending milestone to do next: the one due first or, where none has a date, the first; null where none is pending. */
export function nextMilestone(item: Item, charges?: Charges): Milestone | null {
  const pending = pendingMilestones(item, charges);
  const next = nextDue(item, charges);
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

/** Whether all milestones of an open item are closed, so that only the item itself is left to close. */
export const isClosable = (item: Item): boolean =>
  isOpen(item) && hasMilestones(item) && openMilestones(item).length === 0;

/**
 * The newest status that each agency reported on the item itself, where they differ: of the reports that are not stale, and
 * only until the lead or the group reports again. Empty where the agencies agree.
 */
export function disagreeingUpdates(
  item: Item,
  { today, staleAfter = defaultStaleAfter }: Clock,
): readonly Update[] {
  const entries = effectiveUpdates(item).filter(
    ({ milestone, status }) => milestone === undefined && status !== undefined,
  );
  const last = entries.at(-1);
  if (!last || hasAuthority(item, last)) return [];
  const newest = new Map(entries.map((entry) => [entry.agency, entry]));
  newest.delete(undefined);
  const current = [...newest.values()].filter((entry) => daysBetween(entry['as-of'], today) <= staleAfter);
  return new Set(current.map(({ status }) => status)).size > 1 ? current : [];
}

/** The status that newer milestone updates imply for an item whose own status says otherwise; null where there is none. */
export function newerImpliedStatus(item: Item): Status | null {
  if (item.status === undefined || isClosable(item)) return null;
  const newest = effectiveUpdates(item).findLast(({ status }) => status !== undefined);
  const implied = newest?.milestone === undefined ? null : impliedStatus(milestonesOf(item));
  return implied === item.status ? null : implied;
}
