/** Gaps in which an item cannot be read: its changes in the gap are reported at the step that makes it readable again. */

import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import { diffItems, type ItemState } from '../../diff/item-diff.ts';
import type { UnreadableGap } from './rule.ts';

/** A history with the gaps resolved; `gaps` has them by the commit that starts the gap and the item's id. */
export interface ResolvedHistory {
  steps: HistoryStep[];
  gaps: ReadonlyMap<string, ReadonlyMap<string, UnreadableGap>>;
}

/** The blobs that `resolveGaps` needs: both sides of each unreadable change, and the last readable blob before it. */
export function blobsAround(steps: readonly HistoryStep[]): Set<string> {
  const wanted = new Set<string>();
  const last = new Map<string, string>();
  for (const { items } of steps)
    for (const { id, change, blobs } of items) {
      if (change.what === 'unreadable')
        for (const blob of [...(blobs ?? []), last.get(id)]) if (blob) wanted.add(blob);
      if (change.what !== 'unreadable' && blobs?.[1]) last.set(id, blobs[1]);
    }
  return wanted;
}

/**
 * @param steps oldest first
 * @param stateOf the item that a blob holds
 */
export function resolveGaps(
  steps: readonly HistoryStep[],
  stateOf: (blob: string) => ItemState,
): ResolvedHistory {
  const last = new Map<string, string>();
  const open = new Map<string, { gap: UnreadableGap; before: ItemState }>();
  const gaps = new Map<string, Map<string, UnreadableGap>>();
  const state = (blob: string | null | undefined): ItemState => (blob ? stateOf(blob) : null);
  const across = (step: HistoryStep, item: ItemHistoryStep): ItemHistoryStep => {
    const { id, change, blobs } = item;
    const found = open.get(id);
    const after = change.what === 'unreadable' && blobs ? state(blobs[1]) : 'unreadable';
    if (change.what !== 'unreadable' || after !== 'unreadable') {
      open.delete(id);
      if (found) found.gap.fixed = step;
      if (blobs?.[1]) last.set(id, blobs[1]);
      return found && change.what === 'unreadable'
        ? { ...item, change: diffItems(found.before, after) }
        : item;
    }
    if (!found) {
      const gap: UnreadableGap = { fixed: null };
      const first = state(blobs?.[0]);
      open.set(id, { gap, before: first === 'unreadable' || first === null ? state(last.get(id)) : first });
      gaps.set(step.commit, (gaps.get(step.commit) ?? new Map<string, UnreadableGap>()).set(id, gap));
    }
    return item;
  };
  return {
    steps: steps.map((step) => ({ ...step, items: step.items.map((item) => across(step, item)) })),
    gaps,
  };
}
