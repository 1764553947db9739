/** An item as its section of a report tells it. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import type { ItemChanges } from '../diff/item-changes.ts';
import type { Clock } from '../model/calendar-date.ts';
import { nextMilestone } from '../model/derived.ts';
import { type Reason, reasonsOf } from './concerns.ts';

export interface ItemSection {
  item: Item;
  reasons: Reason[];
  /** The open milestone that is due next or, where none has a date, that stands first; null where there is none. */
  next: Milestone | null;
  /** The reports that came in the period, newest first; the newest one alone where none did. */
  updates: Update[];
  /** How many of those came in the period; null where there is none, for then all are told. */
  inPeriod: number | null;
  /** How many older reports are not told again. */
  earlier: number;
}

/** @param news what the period brought: null where nothing did, undefined where there is no period */
export function itemSection(item: Item, clock: Clock, news: ItemChanges | null | undefined): ItemSection {
  const all = (item.updates ?? []).toReversed();
  const fresh = news === undefined ? all : all.filter((entry) => news?.reported.includes(entry));
  const updates = fresh.length > 0 ? fresh : all.slice(0, 1);
  return {
    item,
    reasons: reasonsOf(item, clock),
    next: nextMilestone(item),
    updates,
    inPeriod: news === undefined ? null : fresh.length,
    earlier: all.length - updates.length,
  };
}
