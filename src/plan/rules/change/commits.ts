/** Divides the change of a branch into parts: for each commit, what remains of it in the files of today. */

import { deepEqual } from '../../../util/equal.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { ItemChange } from '../../diff/item-diff.ts';
import { isFrozen } from '../../model/field-labels.ts';
import { revertedCommit } from '../history/reverts.ts';
import { type Removal, trackRemovals } from '../history/rule.ts';
import type { BranchItem, ChangePart } from './rule.ts';

interface ChangeHistory {
  /** The whole history, oldest first. */
  steps: readonly HistoryStep[];
  /** Whether a step is part of the change. */
  isWithin(step: HistoryStep): boolean;
  /** The uncommitted changes; null where there are none. */
  uncommitted: HistoryStep | null;
}

/** @param items the items that differ from the base */
export function changeParts(
  { steps, isWithin, uncommitted }: ChangeHistory,
  items: readonly BranchItem[],
): ChangePart[] {
  const earlier: HistoryStep[] = [];
  const removed = new Map<string, Removal>();
  const parts: Omit<ChangePart, 'remaining'>[] = [];
  for (const step of uncommitted ? [...steps, uncommitted] : steps) {
    const isUncommitted = step === uncommitted;
    const isRevert = revertedCommit(step, earlier) !== null;
    if (isUncommitted || isWithin(step))
      parts.push({ step, isUncommitted, isRevert, removed: new Map(removed) });
    if (isRevert) continue;
    earlier.push(step);
    // The id of an item whose addition was reverted can be used again.
    trackRemovals(removed, step);
  }
  const remaining = remainingOf(
    parts.map(({ step }) => step),
    items,
  );
  return parts.map((part, at) => ({ ...part, remaining: { ...part.step, items: remaining[at]! } }));
}

/** For each step, its changes of items that still differ from the base. */
function remainingOf(steps: readonly HistoryStep[], items: readonly BranchItem[]): ItemHistoryStep[][] {
  const remaining = steps.map((): ItemHistoryStep[] => []);
  for (const item of items) {
    const touches = steps.flatMap((step, at) =>
      step.items.filter(({ id }) => id === item.id).map((touch) => ({ at, touch })),
    );
    const keep = ({ at, touch }: (typeof touches)[number], change: ItemChange) => {
      if (!isNothing(change)) remaining[at]!.push({ ...touch, path: item.path, change });
    };
    const { what } = item.change;
    const last = touches.findLast(({ touch }) => touch.change.what === what) ?? touches.at(-1);
    if (!last) continue;
    if (what !== 'changed') {
      keep(last, item.change);
      continue;
    }
    const simple = touches.filter(({ touch }) => touch.change.what === 'changed');
    for (const each of simple) keep(each, common(each.touch.change, item.change));
    // What no step accounts for, such as a value that changed twice or was unreadable, goes to the last step.
    const rest = simple.reduce((rest, { touch }) => without(rest, touch.change), item.change);
    const { reported, amended } = item.change;
    if (!isNothing(rest)) keep(touches.at(-1)!, { ...rest, reported, amended });
  }
  return remaining;
}

const lists = ['fields', 'reported', 'retracted', 'amended', 'unamended'] as const;

const isNothing = (change: ItemChange): boolean =>
  change.what === 'changed' &&
  (['fields', 'reported', 'retracted', 'unamended'] as const).every((list) => change[list].length === 0);

/** What a step and the whole change have in common, and all amendments of the step, since they explain it. */
function common(step: ItemChange, whole: ItemChange): ItemChange {
  const fields = step.fields.filter(({ field }) => whole.fields.some((each) => each.field === field));
  // Where the frozen fields have their old values again, the change of the fingerprint does not matter.
  const hasFrozen = fields.some(isFrozenChange) || !step.fields.some(isFrozenChange);
  return {
    ...step,
    fields: hasFrozen ? fields : fields.filter(({ field }) => field !== 'wording'),
    reported: shared(step.reported, whole.reported),
    retracted: shared(step.retracted, whole.retracted),
    unamended: shared(step.unamended, whole.unamended),
  };
}

const isFrozenChange = ({ field }: { field: string }) => isFrozen(field);

/** A change without what a step has of it. */
function without(whole: ItemChange, step: ItemChange): ItemChange {
  const { what, fields } = whole;
  const rest = Object.fromEntries(
    lists.map((list) => [list, whole[list].filter((each) => !isIn(step[list], each))]),
  ) as Pick<ItemChange, (typeof lists)[number]>;
  return {
    ...rest,
    what,
    fields: fields.filter(({ field }) => !step.fields.some((each) => each.field === field)),
  };
}

const shared = <Entry>(some: readonly Entry[], others: readonly Entry[]): Entry[] =>
  some.filter((each) => isIn(others, each));

const isIn = (list: readonly unknown[], entry: unknown): boolean =>
  list.some((each) => deepEqual(each, entry));
