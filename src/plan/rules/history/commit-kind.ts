/** Which kind of change a commit is: by its trailers, as an import, or as an undo that reverts an earlier commit. */

import { deepEqual, stableJson } from '../../../util/equal.ts';
import { type ChangeKind, changeKinds } from '../../changes/commit-trailers.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange, ItemChange } from '../../diff/item-diff.ts';
import type { HistoryContext } from './rule.ts';

/** The values of the trailers with a key. */
export const trailerValues = ({ trailers }: Pick<HistoryStep, 'trailers'>, key: string): string[] =>
  trailers.flatMap(([name, value]) => (name === key ? [value] : []));

/** The kind in the `Plan-Change` trailer; null where there is no such trailer, several, or an unknown kind. */
export function changeKindOf(step: Pick<HistoryStep, 'trailers'>): ChangeKind | null {
  const [first, ...more] = trailerValues(step, 'Plan-Change');
  return more.length === 0 ? (changeKinds.find((kind) => kind === first) ?? null) : null;
}

/** Whether a step is the import of the plan: the first commit with items, made without `plan` or by `plan publish`. */
export const isImport = (step: HistoryStep, { isEmpty }: HistoryContext): boolean =>
  isEmpty &&
  (changeKindOf(step) ?? 'publish') === 'publish' &&
  step.items.some(({ change }) => change.what === 'added');

/** The earlier step that `Plan-Undoes` names. */
export function undoneStep(
  step: HistoryStep,
  context: Pick<HistoryContext, 'earlier'>,
): HistoryStep | undefined {
  const [hash, ...more] = changeKindOf(step) === 'undo' ? trailerValues(step, 'Plan-Undoes') : [];
  return hash === undefined || more.length > 0 ? undefined : context.earlier(hash);
}

/** Whether a step reverts exactly the step that `Plan-Undoes` names. Such a step breaks no rule about alterations. */
export function isUndo(step: HistoryStep, context: Pick<HistoryContext, 'earlier'>): boolean {
  const undone = undoneStep(step, context);
  return undone !== undefined && reverts(step.items, undone.items);
}

/** Whether changes of items exactly revert others, in every item that those changed. */
export function reverts(items: readonly ItemHistoryStep[], undone: readonly ItemHistoryStep[]): boolean {
  const before = new Map(undone.map((item) => [item.id, item]));
  return (
    items.length === undone.length &&
    items.every((item) => {
      const was = before.get(item.id);
      return was !== undefined && (isSwapped(item, was) || isOpposite(item.change, was.change));
    })
  );
}

/** Whether the blobs alone show that one change reverts the other. */
const isSwapped = ({ blobs: now }: ItemHistoryStep, { blobs: was }: ItemHistoryStep) =>
  Boolean(now && was && now[0] === was[1] && now[1] === was[0]);

const opposite = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  unreadable: 'unreadable',
} as const;

function isOpposite(now: ItemChange, was: ItemChange): boolean {
  // The fingerprint is left out: it also depends on fields that were amended in between.
  const withoutFingerprint = ({ fields }: ItemChange) => fields.filter(({ field }) => field !== 'wording');
  const swapped = withoutFingerprint(was).map(
    ({ field, from, to }): FieldChange => ({ field, from: to, to: from }),
  );
  return (
    // Nothing is known about unreadable states.
    now.what === opposite[was.what] &&
    now.what !== 'unreadable' &&
    areSame(withoutFingerprint(now), swapped) &&
    areSame(now.reported, was.retracted) &&
    areSame(now.retracted, was.reported) &&
    areSame(now.amended, was.unamended) &&
    areSame(now.unamended, was.amended)
  );
}

/** Whether two lists have the same values, in any order. */
function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  const texts = (list: readonly unknown[]) => list.map(stableJson).sort();
  return deepEqual(texts(some), texts(others));
}

/** Whether only comments, layout or the file's name changed. */
export const isLayoutOnly = ({
  what,
  fields,
  reported,
  retracted,
  amended,
  unamended,
}: ItemChange): boolean =>
  what === 'changed' && [fields, reported, retracted, amended, unamended].every((list) => list.length === 0);
