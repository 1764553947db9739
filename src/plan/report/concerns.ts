/** What is amiss with items, and which are the worst. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { type Clock, daysBetween } from '../model/calendar-date.ts';
import { daysSinceUpdate, isOpen, isStale, isUnreported, overdueMilestones } from '../model/derived.ts';
import { compareIds, idOf } from '../model/plan.ts';

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
export const concernsOf = (items: readonly Item[], clock: Clock): Concern[] =>
  items
    .map((item) => ({ item, reasons: reasonsOf(item, clock) }))
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
export function reasonsOf(item: Item, clock: Clock): Reason[] {
  if (!isOpen(item)) return [];
  const { today } = clock;
  const late = overdueMilestones(item, today).toSorted((a, b) => (a.due! < b.due! ? -1 : 1));
  const { status, rating } = item;
  return [
    ...(late.length > 0 ? [reason('overdue', daysBetween(late[0]!.due!, today), late)] : []),
    ...(rating === 'off-track' || rating === 'at-risk' ? [reason(rating)] : []),
    ...(status === 'on-hold' ? [reason('on-hold')] : []),
    ...(isStale(item, clock) ? [reason('stale', daysSinceUpdate(item, today))] : []),
    ...(isUnreported(item) ? [reason('unreported')] : []),
  ];
}

const reason = (is: ReasonName, days: number | null = null, milestones: Milestone[] = []): Reason => ({
  is,
  days,
  milestones,
});
