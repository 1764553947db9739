/** What a commit says it is, and whether it is that. */

import { deepEqual, stableJson } from '../../../util/equal.ts';
import { type ChangeKind, changeKinds } from '../../changes/commit-trailers.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange, ItemChange } from '../../diff/item-diff.ts';
import type { HistoryContext } from './rule.ts';

/** The values of a trailer. */
export const trailerValues = ({ trailers }: Pick<HistoryStep, 'trailers'>, key: string): string[] =>
  trailers.flatMap(([name, value]) => (name === key ? [value] : []));

/** The kind of change it says it is; null where it says none, more than one, or one that there is not. */
export function changeKindOf(step: Pick<HistoryStep, 'trailers'>): ChangeKind | null {
  const [first, ...more] = trailerValues(step, 'Plan-Change');
  return more.length === 0 ? (changeKinds.find((kind) => kind === first) ?? null) : null;
}

/** The commit that brings a plan into git: before it, the trail knows nothing of the plan. */
export const isImport = (step: HistoryStep, { isEmpty }: HistoryContext): boolean =>
  isEmpty && changeKindOf(step) === null && step.items.some(({ change }) => change.what === 'added');

/** The earlier step that this one says it undoes. */
export function undoneStep(
  step: HistoryStep,
  trail: Pick<HistoryContext, 'earlier'>,
): HistoryStep | undefined {
  const [hash, ...more] = changeKindOf(step) === 'undo' ? trailerValues(step, 'Plan-Undoes') : [];
  return hash === undefined || more.length > 0 ? undefined : trail.earlier(hash);
}

/** Whether it undoes exactly what it says it undoes: all that such a commit does was right before. */
export function isUndo(step: HistoryStep, trail: Pick<HistoryContext, 'earlier'>): boolean {
  const undone = undoneStep(step, trail);
  return undone !== undefined && takesBack(step.items, undone.items);
}

function takesBack(items: readonly ItemHistoryStep[], undone: readonly ItemHistoryStep[]): boolean {
  const before = new Map(undone.map((item) => [item.id, item]));
  return (
    items.length === undone.length &&
    items.every((item) => {
      const was = before.get(item.id);
      return was !== undefined && (isSwapped(item, was) || isOpposite(item.change, was.change));
    })
  );
}

/** The blobs alone may say so. */
const isSwapped = ({ blobs: now }: ItemHistoryStep, { blobs: was }: ItemHistoryStep) =>
  Boolean(now && was && now[0] === was[1] && now[1] === was[0]);

const opposite = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  unreadable: 'unreadable',
} as const;

function isOpposite(now: ItemChange, was: ItemChange): boolean {
  // The fingerprint is that of all words, so those that were amended meanwhile are in it too.
  const words = ({ fields }: ItemChange) => fields.filter(({ field }) => field !== 'wording');
  const swapped = words(was).map(({ field, from, to }): FieldChange => ({ field, from: to, to: from }));
  return (
    // Of what can't be read nobody can say that it was taken back.
    now.what === opposite[was.what] &&
    now.what !== 'unreadable' &&
    areSame(words(now), swapped) &&
    areSame(now.reported, was.retracted) &&
    areSame(now.retracted, was.reported) &&
    areSame(now.amended, was.unamended) &&
    areSame(now.unamended, was.amended)
  );
}

/** The same values, in whatever order. */
function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  const texts = (list: readonly unknown[]) => list.map(stableJson).sort();
  return deepEqual(texts(some), texts(others));
}

/** Whether nothing that the plan knows of changed: only comments, layout or the file's name. */
export const isLayoutOnly = ({
  what,
  fields,
  reported,
  retracted,
  amended,
  unamended,
}: ItemChange): boolean =>
  what === 'changed' && [fields, reported, retracted, amended, unamended].every((list) => list.length === 0);
