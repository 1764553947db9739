/** For each fact of an item, the commit that made it what it is. */

import type { Amendment } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual } from '../../util/equal.ts';
import { newestUpdate } from '../model/derived.ts';
import { fieldsAmendedBy, fieldsSetBy } from './filter-history.ts';
import type { HistoryStep, ItemHistoryStep } from './history-step.ts';
import { flattenFields } from './item-diff.ts';

/**
 * How a commit came to be named: it `set` the fact, or `added` the item with it; or it was `unreadable` before or after
 * that commit, so that the fact was set there at the latest; or nobody can see, in a clone that lacks the commit.
 */
export type BlameKind = 'set' | 'added' | 'unreadable' | 'unknown';

export interface Blame {
  /** By the name that `diffItems` gives it. */
  field: string;
  value: unknown;
  how: BlameKind;
  /** Null where it is unknown. */
  step: HistoryStep | null;
  /** The report, or the amendment, that came with it. */
  entry: Update | null;
  amendment: Amendment | null;
}

/**
 * @param item as it is in the newest of the steps
 * @param steps newest first: those that touch the item
 */
export function blame(item: Item, steps: readonly HistoryStep[]): { facts: Blame[]; report: Blame | null } {
  const { updates: _, amendments: __, id, wording, ...said } = item;
  const touches = sinceAdded(steps, String(id));
  const facts = [...flattenFields({ id, wording, ...said })]
    .filter(([field]) => field !== 'id' && field !== 'wording')
    .map(([field, value]) => {
      const isIt = (change: { field: string; to: unknown }) =>
        change.field === field && deepEqual(change.to, value);
      return traced(touches, { field, value }, ({ change }) => change.fields.some(isIt));
    });
  const newest = newestUpdate(item);
  const report = newest
    ? traced(touches, { field: 'newest report', value: newest }, ({ change }) =>
        change.reported.some((entry) => deepEqual(entry, newest)),
      )
    : null;
  return { facts, report };
}

type Touch = readonly [step: HistoryStep, item: ItemHistoryStep];

/** What was before the item was last added is another life. */
function sinceAdded(steps: readonly HistoryStep[], id: string): Touch[] {
  const touches = steps.flatMap((step): Touch[] =>
    step.items.filter((item) => item.id === id).map((item) => [step, item]),
  );
  const added = touches.findIndex(([, { change }]) => change.what === 'added');
  return added < 0 ? touches : touches.slice(0, added + 1);
}

function traced(
  touches: readonly Touch[],
  { field, value }: { field: string; value: unknown },
  sets: (item: ItemHistoryStep) => boolean,
): Blame {
  const set = touches.find(([, item]) => item.change.what !== 'added' && sets(item));
  const hidden = touches.find(([, { change }]) => change.what === 'unreadable');
  const added = touches.find(([, { change }]) => change.what === 'added');
  const [how, found] = (
    [
      ['set', set],
      ['unreadable', hidden],
      ['added', added],
    ] as const
  ).find(([, touch]) => touch) ?? ['unknown' as const, undefined];
  const change = found?.[1].change;
  return {
    ...{ field, value, how },
    step: found?.[0] ?? null,
    entry: change?.reported.findLast((entry) => isOf(entry, field, value)) ?? null,
    amendment:
      change?.amended.findLast(
        (each) => fieldsAmendedBy(each).includes(field) && deepEqual(each.to ?? null, value),
      ) ?? null,
  };
}

const isOf = (entry: Update, field: string, value: unknown): boolean =>
  deepEqual(entry, value) ||
  (fieldsSetBy(entry).includes(field) && [entry.status, entry.rating].includes(value as never));
