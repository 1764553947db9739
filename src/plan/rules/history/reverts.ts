/** Finds the commit that a step reverts exactly, as `git revert` and `plan undo` do. */

import { deepEqual, stableJson } from '../../../util/equal.ts';
import type { CommitName, HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange, ItemChange } from '../../diff/item-diff.ts';
import { withoutReleases } from '../../diff/releases.ts';
import { isProgress } from '../../model/field-labels.ts';

/** Whether a step removes or changes anything that was recorded: only such a step can need to be a revert. */
const takesAway = ({ items }: Pick<HistoryStep, 'items'>): boolean =>
  items.some(
    ({ change: { what, fields, retracted, unamended } }) =>
      what === 'removed' || retracted.length + unamended.length > 0 || fields.some(isRecord),
  );

/** Whether a step removes what was recorded, and does not only replace it: only such a step can revert a whole merge. */
export const removesRecords = ({ items }: Pick<HistoryStep, 'items'>): boolean =>
  items.some(({ change }) => {
    const { what, fields, retracted, unamended } = withoutReleases(change);
    return (
      what === 'removed' ||
      retracted.length + unamended.length > 0 ||
      fields.some(({ field, to }) => field.startsWith('retired.') && to === null)
    );
  });

/**
 * The commit that a step inverts in every item that the commit touched, and in no other; null where there is none. A merge
 * that drops the changes of one side reverts nothing.
 * @param earlier the steps before it, oldest first, without reverts: to revert a revert is to make the change again
 */
export function revertedCommit(step: HistoryStep, earlier: readonly HistoryStep[]): CommitName | null {
  if (step.parents.length > 1 || !takesAway(step)) return null;
  return step.reverts ?? earlier.findLast(({ items }) => inverts(step.items, items)) ?? null;
}

/** Whether the changes of items are exactly opposite, apart from comments and layout. */
export function inverts(now: readonly ItemHistoryStep[], was: readonly ItemHistoryStep[]): boolean {
  const [items, earlier] = [now.filter(hasContent), was.filter(hasContent)];
  if (items.length === 0 || items.length !== earlier.length) return false;
  const before = new Map(earlier.map((item) => [item.id, item]));
  return items.every((item) => {
    const was = before.get(item.id);
    return was !== undefined && (isSwapped(item, was) || isOpposite(item.change, was.change));
  });
}

const hasContent = ({ change }: ItemHistoryStep): boolean =>
  change.what !== 'changed' ||
  [change.fields, change.reported, change.retracted, change.amended, change.unamended].some(
    ({ length }) => length > 0,
  );

/** Whether the blobs alone show that one change inverts the other. */
const isSwapped = ({ blobs: now }: ItemHistoryStep, { blobs: was }: ItemHistoryStep) =>
  Boolean(now && was && now[0] === was[1] && now[1] === was[0]);

const opposite = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  unreadable: 'unreadable',
} as const;

function isOpposite(now: ItemChange, was: ItemChange): boolean {
  const swapped = was.fields
    .filter(isRecord)
    .map(({ field, from, to }): FieldChange => ({ field, from: to, to: from }));
  return (
    // Nothing is known about unreadable states.
    now.what === opposite[was.what] &&
    now.what !== 'unreadable' &&
    areSame(now.fields.filter(isRecord), swapped) &&
    areSame(now.reported, was.retracted) &&
    areSame(now.retracted, was.reported) &&
    areSame(now.amended, was.unamended) &&
    areSame(now.unamended, was.amended)
  );
}

/**
 * Whether a field is recorded by itself. A status and a rating follow from the updates, and the fingerprint from the
 * wording, so they also depend on later changes.
 */
const isRecord = ({ field }: FieldChange): boolean => !isProgress(field) && field !== 'wording';

/** Whether two lists have the same values, in any order. */
function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  const texts = (list: readonly unknown[]) => list.map(stableJson).sort();
  return some.length === others.length && deepEqual(texts(some), texts(others));
}
