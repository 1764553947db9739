/** A change taken apart: which commit did what of it, as far as that still stands. */

import { deepEqual } from '../../../util/equal.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { ItemChange } from '../../diff/item-diff.ts';
import { isFrozen } from '../../model/field-labels.ts';
import { isUndo } from '../history/commit-kind.ts';
import { type Removal, trackRemovals } from '../history/rule.ts';
import type { BranchItem, ChangePart } from './rule.ts';

interface Trail {
  /** The whole past, oldest first. */
  steps: readonly HistoryStep[];
  /** Whether a step is part of the change. */
  isWithin(step: HistoryStep): boolean;
  /** What is not committed; null where all is. */
  uncommitted: HistoryStep | null;
}

/** @param items what of the plan is not as it was at the base */
export function changeParts(
  { steps, isWithin, uncommitted }: Trail,
  items: readonly BranchItem[],
): ChangePart[] {
  const earlier = new Map<string, HistoryStep>();
  const removed = new Map<string, Removal>();
  const parts: Omit<ChangePart, 'remaining'>[] = [];
  for (const step of uncommitted ? [...steps, uncommitted] : steps) {
    const isUncommitted = step === uncommitted;
    if (isUncommitted || isWithin(step))
      parts.push({
        ...{ step, isUncommitted, removed: new Map(removed) },
        isUndo: isUndo(step, { earlier: (commit) => earlier.get(commit) }),
      });
    earlier.set(step.commit, step);
    trackRemovals(removed, step);
  }
  const standing = standingOf(
    parts.map(({ step }) => step),
    items,
  );
  return parts.map((part, at) => ({ ...part, remaining: { ...part.step, items: standing[at]! } }));
}

/** For each step, what of it still stands. */
function standingOf(steps: readonly HistoryStep[], items: readonly BranchItem[]): ItemHistoryStep[][] {
  const standing = steps.map((): ItemHistoryStep[] => []);
  for (const item of items) {
    const touches = steps.flatMap((step, at) =>
      step.items.filter(({ id }) => id === item.id).map((touch) => ({ at, touch })),
    );
    const keep = ({ at, touch }: (typeof touches)[number], change: ItemChange) => {
      if (!isNothing(change)) standing[at]!.push({ ...touch, path: item.path, change });
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
    // What went and came back, or could not be read for a while, did so by the last who touched it.
    const rest = simple.reduce((rest, { touch }) => without(rest, touch.change), item.change);
    const { reported, amended } = item.change;
    if (!isNothing(rest)) keep(touches.at(-1)!, { ...rest, reported, amended });
  }
  return standing;
}

const lists = ['fields', 'reported', 'retracted', 'amended', 'unamended'] as const;

const isNothing = (change: ItemChange): boolean =>
  change.what === 'changed' &&
  (['fields', 'reported', 'retracted', 'unamended'] as const).every((list) => change[list].length === 0);

/** What a step did and the whole change did too; with every amendment the step made, since they say why. */
function common(step: ItemChange, whole: ItemChange): ItemChange {
  const fields = step.fields.filter(({ field }) => whole.fields.some((each) => each.field === field));
  // The fingerprint that moved with words which are back again has nothing to tell.
  const isMoved = fields.some(isWord) || !step.fields.some(isWord);
  return {
    ...step,
    fields: isMoved ? fields : fields.filter(({ field }) => field !== 'wording'),
    reported: shared(step.reported, whole.reported),
    retracted: shared(step.retracted, whole.retracted),
    unamended: shared(step.unamended, whole.unamended),
  };
}

const isWord = ({ field }: { field: string }) => isFrozen(field);

/** What is left of a change once a step has accounted for its part. */
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
