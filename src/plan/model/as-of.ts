/** The plan as it stood on an earlier day, by everything that was recorded since. */
import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { sha256 } from '../../util/sha256.ts';
import { fieldPath } from './field-labels.ts';
import { fingerprint } from './fingerprint.ts';
import type { Plan } from './plan.ts';
import { withReportedStatuses } from './status.ts';
import { type IdentifiedUpdate, identifiedUpdates, replacesAnother } from './updates.ts';

/** The day that a decision is true for. */
export const effectiveDay = ({ effective, recorded }: Pick<Decision, 'effective' | 'recorded'>): string =>
  effective ?? recorded;

/**
 * The plan at the end of a day: with the updates that are true for that day or an earlier one, and without later decisions.
 * Corrections and withdrawals apply whenever they were recorded. Settings and agencies stay as they are.
 * @param plan everything that is known. A plan that was reduced to a day lacks decisions that the authority of updates
 *   depends on, so start from the whole plan for each day.
 * @param day `YYYY-MM-DD`
 */
export const planAsOf = <State extends Pick<Plan, 'items'>>(plan: State, day: string): State => ({
  ...plan,
  items: plan.items.flatMap((item) => itemAsOf(item, day) ?? []),
});

/** The item at the end of a day; null where it was added later. The same object where nothing differs. */
export function itemAsOf(item: Item, day: string): Item | null {
  const isLater = (decision: Decision | undefined) => decision !== undefined && effectiveDay(decision) > day;
  if (isLater(item.added)) return null;
  const updates = updatesUntil(item, day);
  const amendments = item.amendments?.filter((entry) => !isLater(entry));
  const isWhole = updates.length === (item.updates ?? []).length;
  if (isWhole && amendments?.length === item.amendments?.length && !isLater(item.retired)) return item;
  // Before amendments are reversed: whether an agency had authority depends on all of them.
  const { updates: _, amendments: __, retired, ...rest } = withReportedStatuses({ ...item, updates });
  return {
    ...withoutAmendments(rest, item.amendments?.filter(isLater) ?? []),
    ...(retired && !isLater(retired) && { retired }),
    ...(amendments && amendments.length > 0 && { amendments }),
    ...(updates.length > 0 && { updates }),
  };
}

/**
 * The entries of `updates` that are true for a day or an earlier one. An update, its corrections and its withdrawal stay
 * together, so that what was replaced counts on no day: what matters is the day of the newest correction.
 */
function updatesUntil(item: Item, day: string): Update[] {
  const { updates = [] } = item;
  if (!updates.some(replacesAnother)) return updates.filter((entry) => entry['as-of'] <= day);
  const all = identifiedUpdates(item);
  const byId = new Map(all.map((each) => [each.id, each]));
  const corrected = (each: IdentifiedUpdate): IdentifiedUpdate =>
    each.correctedBy === null ? each : corrected(byId.get(each.correctedBy)!);
  const isTrue = (each: IdentifiedUpdate) => {
    const withdrawn = byId.get(each.entry.withdraws ?? '');
    return corrected(withdrawn ?? each).entry['as-of'] <= day;
  };
  return all.filter(isTrue).map(({ entry }) => entry);
}

/** The item with the values from before these amendments. */
function withoutAmendments(item: Item, amendments: readonly Amendment[]): Item {
  if (amendments.length === 0) return item;
  const reversed = structuredClone(item);
  for (const entry of amendments.toReversed()) {
    const path = fieldPath(reversed, entry);
    if (!path) continue;
    const holder = path.slice(0, -1).reduce<unknown>((value, step) => (value as never)[step], reversed);
    const fields = holder as Record<string, unknown>;
    if (entry.from === undefined) delete fields[entry.field];
    else fields[entry.field] = structuredClone(entry.from);
  }
  return { ...reversed, wording: fingerprint(reversed, sha256) };
}
