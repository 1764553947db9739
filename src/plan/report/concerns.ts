/** The items that need attention, with the reasons, and their order. */
import { concernReasons, type ReasonName, type Status } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { daysBetween } from '../model/calendar-date.ts';
import {
  daysSinceUpdate,
  disagreeingUpdates,
  type FactScope,
  isClosable,
  isOpen,
  isStale,
  isUnreported,
  newerImpliedStatus,
  overdueMilestones,
} from '../model/derived.ts';
import { compareIds, idOf } from '../model/plan.ts';
import { currentStatus } from '../model/status.ts';

export interface Reason {
  is: ReasonName;
  /** For how many days; null for reasons that are not counted in days. */
  days: number | null;
  /** The overdue milestones, longest overdue first; empty for other reasons. */
  milestones: Milestone[];
  /** The statuses that agencies report differently, each with the agency; empty for other reasons. */
  reports: Pick<Update, 'agency' | 'status' | 'as-of'>[];
  /** For `newer-milestones`: the status that the milestones imply. */
  implied: Status | null;
}

/** An item that needs attention. */
export interface Concern {
  item: Item;
  /** At least one; worst first. */
  reasons: Reason[];
}

/** The items that need attention, worst reason first; of the same reason, the one that lasts longest first. */
export const concernsOf = (items: readonly Item[], scope: FactScope): Concern[] =>
  items
    .map((item) => ({ item, reasons: reasonsOf(item, scope) }))
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
export function reasonsOf(item: Item, scope: FactScope): Reason[] {
  if (!isOpen(item)) return [];
  const { today } = scope;
  const overdue = overdueMilestones(item, scope).toSorted((a, b) => (a.due! < b.due! ? -1 : 1));
  const { rating } = item;
  const reports = [...disagreeingUpdates(item, scope)];
  const implied = newerImpliedStatus(item);
  return [
    ...(overdue.length > 0
      ? [reason('overdue', { days: daysBetween(overdue[0]!.due!, today), milestones: overdue })]
      : []),
    ...(rating === 'off-track' || rating === 'at-risk' ? [reason(rating)] : []),
    ...(currentStatus(item).status === 'on-hold' ? [reason('on-hold')] : []),
    ...(reports.length > 0 ? [reason('disagreement', { reports })] : []),
    ...(isClosable(item) ? [reason('milestones-closed')] : []),
    ...(implied === null ? [] : [reason('newer-milestones', { implied })]),
    ...(isStale(item, scope) ? [reason('stale', { days: daysSinceUpdate(item, today) })] : []),
    ...(isUnreported(item) ? [reason('unreported')] : []),
  ];
}

const reason = (is: ReasonName, details: Partial<Reason> = {}): Reason => ({
  is,
  days: null,
  milestones: [],
  reports: [],
  implied: null,
  ...details,
});
