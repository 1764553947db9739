/** The items that need attention, with the reasons, and their order. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { type Clock, daysBetween } from '../model/calendar-date.ts';
import { daysSinceUpdate, isOpen, isStale, isUnreported, overdueMilestones } from '../model/derived.ts';
import { compareIds, idOf } from '../model/plan.ts';

/** The reasons why an item needs attention, worst first. */
export const concernReasons = ['overdue', 'off-track', 'at-risk', 'on-hold', 'stale', 'unreported'] as const;
export type ReasonName = (typeof concernReasons)[number];

export interface Reason {
  is: ReasonName;
  /** For how many days; null for reasons that are not counted in days. */
  days: number | null;
  /** The overdue milestones, longest overdue first; empty for other reasons. */
  milestones: Milestone[];
}

/** An item that needs attention. */
export interface Concern {
  item: Item;
  /** At least one; worst first. */
  reasons: Reason[];
}

/** The items that need attention, worst reason first; of the same reason, the one that lasts longest first. */
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

const rankOf = ({ reasons: [worst] }: Concern) => concernReasons.indexOf(worst!.is);
const daysOf = ({ reasons: [worst] }: Concern) => worst!.days ?? 0;

/** The reasons why an item needs attention, worst first; none for closed and retired items. */
export function reasonsOf(item: Item, clock: Clock): Reason[] {
  if (!isOpen(item)) return [];
  const { today } = clock;
  const overdue = overdueMilestones(item, today).toSorted((a, b) => (a.due! < b.due! ? -1 : 1));
  const { status, rating } = item;
  return [
    ...(overdue.length > 0 ? [reason('overdue', daysBetween(overdue[0]!.due!, today), overdue)] : []),
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
