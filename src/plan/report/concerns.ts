/** What is amiss with items, and which are the worst. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { daysBetween } from '../dates.ts';
import { isRetired, isUnreported, newestUpdate, overdueMilestones } from '../derived.ts';
import { compareIds, idOf } from '../plan.ts';
import { isClosed } from '../timetable.ts';

/** After so many days without a report, what was last reported may not be so any more. */
export const staleAfter = 90;

/** The reasons for concern, worst first. */
export const reasons = ['overdue', 'off-track', 'at-risk', 'on-hold', 'stale', 'unreported'] as const;
export type ReasonName = (typeof reasons)[number];

export interface Reason {
  is: ReasonName;
  /** How long it has been so; null where that is not counted. */
  days: number | null;
  /** The milestones that are overdue, longest first. */
  milestones: Milestone[];
}

/** An item that somebody should look at. */
export interface Concern {
  item: Item;
  /** At least one; worst first. */
  reasons: Reason[];
}

/** The items that are not as they should be: the longest overdue first, those on which nobody has reported last. */
export const concernsOf = (items: readonly Item[], today: string): Concern[] =>
  items
    .map((item) => ({ item, reasons: reasonsOf(item, today) }))
    .filter((concern) => concern.reasons.length > 0)
    .sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        daysOf(b) - daysOf(a) ||
        b.reasons.length - a.reasons.length ||
        compareIds(idOf(a.item), idOf(b.item)),
    );

const rankOf = ({ reasons: [worst] }: Concern) => reasons.indexOf(worst!.is);
const daysOf = ({ reasons: [worst] }: Concern) => worst!.days ?? 0;

/** Closed and retired work concerns nobody. */
export function reasonsOf(item: Item, today: string): Reason[] {
  if (isClosed(item.status) || isRetired(item)) return [];
  const late = overdueMilestones(item, today).toSorted((a, b) => (a.due! < b.due! ? -1 : 1));
  const newest = newestUpdate(item);
  const age = newest ? daysBetween(newest['as-of'], today) : 0;
  const { status, rating } = item;
  return [
    ...(late.length > 0 ? [reason('overdue', daysBetween(late[0]!.due!, today), late)] : []),
    ...(rating === 'off-track' || rating === 'at-risk' ? [reason(rating)] : []),
    ...(status === 'on-hold' ? [reason('on-hold')] : []),
    ...(age > staleAfter ? [reason('stale', age)] : []),
    ...(isUnreported(item) ? [reason('unreported')] : []),
  ];
}

const reason = (is: ReasonName, days: number | null = null, milestones: Milestone[] = []): Reason => ({
  is,
  days,
  milestones,
});
