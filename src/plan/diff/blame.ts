/** Finds the commit that set each field of an item to its current value. */

import type { Amendment } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual } from '../../util/equal.ts';
import { newestUpdate } from '../model/updates.ts';
import { fieldsAmendedBy, fieldsSetBy } from './filter-history.ts';
import type { HistoryStep, ItemHistoryStep } from './history-step.ts';
import { flattenFields } from './item-diff.ts';

/**
 * How the commit was found: it `set` the field, or `added` the item with this value; or the item was `unreadable` before or
 * after it, so that it is the latest commit that can have set the field; or the history does not have it (`unknown`).
 */
type BlameKind = 'set' | 'added' | 'unreadable' | 'unknown';

export interface Blame {
  /** The label of the field. */
  field: string;
  value: unknown;
  how: BlameKind;
  /** Null where `how` is `unknown`. */
  step: HistoryStep | null;
  /** The update and the amendment that set the field in the same commit. */
  entry: Update | null;
  amendment: Amendment | null;
}

/**
 * @param item as after the newest step
 * @param steps the steps that change the item, newest first
 */
export function blame(item: Item, steps: readonly HistoryStep[]): { facts: Blame[]; report: Blame | null } {
  const { updates: _, amendments: __, id, wording, ...rest } = item;
  const itemSteps = sinceAdded(steps, String(id));
  const facts = [...flattenFields({ id, wording, ...rest })]
    .filter(([field]) => field !== 'id' && field !== 'wording')
    .map(([field, value]) => {
      const setsValue = (change: { field: string; to: unknown }) =>
        change.field === field && deepEqual(change.to, value);
      return findCommit(itemSteps, { field, value }, ({ change }) => change.fields.some(setsValue));
    });
  const newest = newestUpdate(item);
  const report = newest
    ? findCommit(itemSteps, { field: 'newest update', value: newest }, ({ change }) =>
        change.reported.some((entry) => deepEqual(entry, newest)),
      )
    : null;
  return { facts, report };
}

type ItemStep = readonly [step: HistoryStep, item: ItemHistoryStep];

/** The steps of an item since it was last added. */
function sinceAdded(steps: readonly HistoryStep[], id: string): ItemStep[] {
  const itemSteps = steps.flatMap((step): ItemStep[] =>
    step.items.filter((item) => item.id === id).map((item) => [step, item]),
  );
  const added = itemSteps.findIndex(([, { change }]) => change.what === 'added');
  return added < 0 ? itemSteps : itemSteps.slice(0, added + 1);
}

function findCommit(
  steps: readonly ItemStep[],
  { field, value }: { field: string; value: unknown },
  test: (item: ItemHistoryStep) => boolean,
): Blame {
  const set = steps.find(([, item]) => item.change.what !== 'added' && test(item));
  const unreadable = steps.find(([, { change }]) => change.what === 'unreadable');
  const added = steps.find(([, { change }]) => change.what === 'added');
  const [how, found] = (
    [
      ['set', set],
      ['unreadable', unreadable],
      ['added', added],
    ] as const
  ).find(([, step]) => step) ?? ['unknown' as const, undefined];
  const change = found?.[1].change;
  return {
    ...{ field, value, how },
    step: found?.[0] ?? null,
    entry: change?.reported.findLast((entry) => sets(entry, field, value)) ?? null,
    amendment:
      change?.amended.findLast(
        (each) => fieldsAmendedBy(each).includes(field) && deepEqual(each.to ?? null, value),
      ) ?? null,
  };
}

const sets = (entry: Update, field: string, value: unknown): boolean =>
  deepEqual(entry, value) ||
  (fieldsSetBy(entry).includes(field) && [entry.status, entry.rating].includes(value as never));
