/** Counts of the changes in a comparison of two states of the plan. */

import type { Item } from '../../../schemas/item.ts';
import { isRetired } from '../model/derived.ts';
import { statusValue } from '../model/status.ts';
import { replacesAnother } from '../model/updates.ts';
import { valueCounts } from '../model/value-counts.ts';
import type { ItemChanges } from './item-changes.ts';
import type { Comparison } from './plan-diff.ts';

export interface DiffStats {
  /** The items that are not retired, and those that are. */
  items: { before: number; after: number };
  retiredItems: { before: number; after: number };
  /** Every status that an item has before or after, then the items without one. */
  byStatus: { status: string | null; name: string; before: number; after: number }[];
  changed: number;
  added: number;
  retired: number;
  removed: number;
  unreadable: number;
  /** Items and milestones whose status changed, and items whose rating changed. */
  moved: number;
  milestonesMoved: number;
  rated: number;
  slipped: number;
  broughtForward: number;
  /** Changes of frozen fields and dates, with and without an amendment. */
  amended: number;
  unamended: number;
  reported: number;
  /** Updates that new entries correct, and that they withdraw. */
  corrected: number;
  withdrawn: number;
  /** Internal updates that were made public. */
  released: number;
  /** Updates that were altered, and that were removed. */
  altered: number;
  retracted: number;
  /** Updates and amendments that an undo removed. */
  undone: number;
}

export function diffStats({ before, after, items }: Comparison): DiffStats {
  const sum = (count: (changes: ItemChanges) => number) =>
    items.reduce((sum, changes) => sum + count(changes), 0);
  const which = (what: ItemChanges['what']) => sum((changes) => (changes.what === what ? 1 : 0));
  const moves = (what: string, ofItem: boolean) =>
    sum(
      (changes) =>
        changes.moves.filter((move) => move.what === what && (move.milestone === null) === ofItem).length,
    );
  const decided = (isAmended: boolean) =>
    sum(
      ({ facts, dates, isUndone }) =>
        [...facts, ...dates].filter(
          (one) => one.isAmended === isAmended && !(isUndone && one.amendments.length === 0),
        ).length,
    );
  const dates = (test: (days: number) => boolean) =>
    sum(({ dates }) => dates.filter(({ days }) => days !== null && test(days)).length);
  const [was, is] = [before, after].map(({ items }) => items.filter((item) => !isRetired(item))) as [
    Item[],
    Item[],
  ];
  return {
    items: { before: was.length, after: is.length },
    retiredItems: { before: before.items.length - was.length, after: after.items.length - is.length },
    byStatus: valueCounts('status', is, was).map(({ value, name, now, before }) => ({
      ...{ status: value, name, before: before ?? 0, after: now },
    })),
    changed: which('changed'),
    added: which('added'),
    retired: sum(({ decisions }) =>
      decisions.some(({ what, from }) => what === 'retired' && !from) ? 1 : 0,
    ),
    removed: which('removed'),
    unreadable: which('unreadable'),
    moved: sum(({ before, after }) =>
      before && after && !isRetired(after) && statusValue(before) !== statusValue(after) ? 1 : 0,
    ),
    milestonesMoved: moves('status', false),
    rated: moves('rating', true),
    slipped: dates((days) => days > 0),
    broughtForward: dates((days) => days < 0),
    amended: decided(true),
    unamended: decided(false),
    reported: sum(({ reported }) => reported.filter((entry) => !replacesAnother(entry)).length),
    corrected: sum(({ reported }) => reported.filter(({ corrects }) => corrects !== undefined).length),
    withdrawn: sum(({ reported }) => reported.filter(({ withdraws }) => withdraws !== undefined).length),
    released: sum(({ released }) => released.length),
    altered: sum(({ altered }) => altered.length),
    retracted: sum(({ removed, isUndone }) => (isUndone ? 0 : removed.length)),
    undone: sum(({ removed, unamended, isUndone }) => (isUndone ? removed.length + unamended.length : 0)),
  };
}
