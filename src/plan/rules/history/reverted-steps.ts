/** Finds the commits that exactly revert an earlier one, as `plan undo` and `git revert` do. */
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Update } from '../../../../schemas/update.ts';
import type { CommitName, HistoryStep } from '../../diff/history-step.ts';
import { revertedCommit } from './reverts.ts';

/** The commit that each step exactly reverts, by the commit of the step. @param steps newest first */
export function revertedSteps(steps: readonly HistoryStep[]): Map<string, CommitName> {
  const reverted = new Map<string, CommitName>();
  const earlier: HistoryStep[] = [];
  for (const step of steps.toReversed()) {
    const found = revertedCommit(step, earlier);
    if (found) reverted.set(step.commit, found);
    else earlier.push(step);
  }
  return reverted;
}

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
