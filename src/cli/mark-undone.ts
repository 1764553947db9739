/** Marks what was undone in a comparison of two revisions, from the commits of the history. */
import { loadHistory } from '../history/plan-history.ts';
import type { ItemChanges } from '../plan/diff/item-changes.ts';
import type { Comparison } from '../plan/diff/plan-diff.ts';
import { undoneEntries } from '../plan/rules/history/reverted-steps.ts';
import type { CommandContext } from './context.ts';

/**
 * The comparison with the entries marked that commits which exactly revert an earlier one removed. The history is read
 * only where entries were removed.
 * @throws PlanError as `loadHistory` does
 */
export async function markUndone(context: CommandContext, comparison: Comparison): Promise<Comparison> {
  if (!context.workspace.repo || !comparison.items.some(hasRemovedEntries)) return comparison;
  const { steps } = await loadHistory(context.workspace, context.io);
  const isUndone = undoneEntries(steps);
  return {
    ...comparison,
    items: comparison.items.map((item) => ({
      ...item,
      isUndone:
        hasRemovedEntries(item) &&
        [...item.removed, ...item.unamended].every((entry) => isUndone(item.id, entry)),
    })),
  };
}

const hasRemovedEntries = ({ removed, unamended }: ItemChanges): boolean =>
  removed.length + unamended.length > 0;
