/** What changed between two points, in numbers. */

import { statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { isRetired } from '../model/derived.ts';
import { missingLabels } from '../model/fields.ts';
import type { ItemChanges } from './item-changes.ts';
import type { Comparison } from './plan-diff.ts';

export interface DiffStats {
  /** Those that are not retired; and those that are, which have no status that counts. */
  items: { before: number; after: number };
  retiredItems: { before: number; after: number };
  /** Every status that an item has at one of the points, then the items without one. */
  byStatus: { status: string | null; name: string; before: number; after: number }[];
  changed: number;
  added: number;
  retired: number;
  removed: number;
  unreadable: number;
  /** Items whose own status, and milestones whose status, moved; items whose rating did. */
  moved: number;
  milestonesMoved: number;
  rated: number;
  slipped: number;
  broughtForward: number;
  /** Changes to what only a decision may change, and how many of them no amendment tells of. */
  amended: number;
  unamended: number;
  reported: number;
  /** Reports that were altered, and those that are gone. */
  altered: number;
  retracted: number;
}

export function diffStats({ before, after, items }: Comparison): DiffStats {
  const each = (count: (news: ItemChanges) => number) => items.reduce((sum, news) => sum + count(news), 0);
  const which = (what: ItemChanges['what']) => each((news) => (news.what === what ? 1 : 0));
  const moves = (what: string, ofItem: boolean) =>
    each(
      (news) =>
        news.moves.filter((move) => move.what === what && (move.milestone === null) === ofItem).length,
    );
  const decided = (isAmended: boolean) =>
    each((news) => [...news.facts, ...news.dates].filter((one) => one.isAmended === isAmended).length);
  const dates = (test: (days: number) => boolean) =>
    each(({ dates }) => dates.filter(({ days }) => days !== null && test(days)).length);
  const [was, is] = [before, after].map(({ items }) => items.filter((item) => !isRetired(item))) as [
    Item[],
    Item[],
  ];
  const standing = (items: readonly Item[], status: string | null) =>
    items.filter((item) => (item.status ?? null) === status).length;
  return {
    items: { before: was.length, after: is.length },
    retiredItems: { before: before.items.length - was.length, after: after.items.length - is.length },
    byStatus: [...statuses, null]
      .map((status) => ({
        status,
        name: status ?? missingLabels.status,
        before: standing(was, status),
        after: standing(is, status),
      }))
      .filter((row) => row.before + row.after > 0),
    changed: which('changed'),
    added: which('added'),
    retired: each(({ decisions }) =>
      decisions.some(({ what, from }) => what === 'retired' && !from) ? 1 : 0,
    ),
    removed: which('removed'),
    unreadable: which('unreadable'),
    moved: moves('status', true),
    milestonesMoved: moves('status', false),
    rated: moves('rating', true),
    slipped: dates((days) => days > 0),
    broughtForward: dates((days) => days < 0),
    amended: decided(true),
    unamended: decided(false),
    reported: each(({ reported }) => reported.length),
    altered: each(({ altered }) => altered.length),
    retracted: each(({ removed }) => removed.length),
  };
}
