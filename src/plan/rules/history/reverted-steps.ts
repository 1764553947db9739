/** Finds the commits that exactly revert an earlier one, as `plan undo` and `git revert` do. */
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Update } from '../../../../schemas/update.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import { trailerValues } from './commit-kind.ts';
import { inverts } from './reverts.ts';

/** The step that each step reverts, by its commit. @param steps newest first */
export function revertedSteps(steps: readonly HistoryStep[]): Map<string, HistoryStep> {
  const reverted = new Map<string, HistoryStep>();
  for (const [at, step] of steps.entries()) {
    const [first] = step.items;
    if (!first || !step.items.some(({ change }) => removesEntries(change))) continue;
    const named = trailerValues(step, 'Plan-Undoes');
    const candidates = steps
      .slice(at + 1)
      .filter(({ items }) => items.length === step.items.length && items.some(({ id }) => id === first.id))
      .filter(({ items }) => inverts(step.items, items));
    const found = candidates.find(({ commit }) => named.includes(commit)) ?? candidates[0];
    if (found) reverted.set(step.commit, found);
  }
  return reverted;
}

const removesEntries = ({ what, retracted, unamended }: HistoryStep['items'][number]['change']): boolean =>
  what === 'removed' || retracted.length + unamended.length > 0;

/** Tells whether a step that reverts an earlier one removed an entry of an item. @param steps newest first */
export function undoneEntries(steps: readonly HistoryStep[]): (id: string, entry: Entry) => boolean {
  const reverted = revertedSteps(steps);
  const undone = steps
    .filter(({ commit }) => reverted.has(commit))
    .flatMap(({ items }) =>
      items.flatMap(({ id, change }) =>
        [...change.retracted, ...change.unamended].map((entry) => nameOf(id, entry)),
      ),
    );
  const names = new Set(undone);
  return (id, entry) => names.has(nameOf(id, entry));
}

type Entry = Update | Amendment;

/** A name for an entry of an item that is the same in the public plan, where entries have fewer keys. */
const nameOf = (id: string, entry: Entry): string =>
  'field' in entry
    ? JSON.stringify([id, entry.recorded, entry.milestone, entry.field, entry.to])
    : JSON.stringify([id, entry.recorded, entry['as-of'], entry.milestone, entry.status, entry.note]);
