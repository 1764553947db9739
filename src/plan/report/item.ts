/** The section of an item in a report. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import type { ItemChanges } from '../diff/item-changes.ts';
import { type FactScope, nextMilestone } from '../model/derived.ts';
import { effectiveUpdates } from '../model/updates.ts';
import { type Reason, reasonsOf } from './concerns.ts';

export interface ItemSection {
  item: Item;
  reasons: Reason[];
  /** The milestone to do next, as `nextMilestone` says. */
  next: Milestone | null;
  /** The updates of the period, newest first; where there are none, the newest update alone. */
  updates: Update[];
  /** The number of updates in the period; null without a period: then all updates are shown. */
  inPeriod: number | null;
  /** The number of older updates that are not shown. */
  earlier: number;
}

/** @param changes the changes of the item in the period: null where there are none, undefined without a period */
export function itemSection(
  item: Item,
  scope: FactScope,
  changes: ItemChanges | null | undefined,
): ItemSection {
  const all = effectiveUpdates(item).toReversed();
  const inPeriod =
    changes === undefined
      ? all
      : all.filter((entry) => changes?.reported.includes(entry) || changes?.released.includes(entry));
  const updates = inPeriod.length > 0 ? inPeriod : all.slice(0, 1);
  return {
    item,
    reasons: reasonsOf(item, scope),
    next: nextMilestone(item, scope),
    updates,
    inPeriod: changes === undefined ? null : inPeriod.length,
    earlier: all.length - updates.length,
  };
}
