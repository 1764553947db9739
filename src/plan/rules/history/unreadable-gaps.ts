/** Items that could not be read for a while: what happened meanwhile is told where they could be read again. */

import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import { diffItems, type ItemState } from '../../diff/item-diff.ts';
import type { UnreadableGap } from './rule.ts';

/** A trail without gaps, and where there were some: by the commit that made each, and the item. */
export interface ResolvedHistory {
  steps: HistoryStep[];
  gaps: ReadonlyMap<string, ReadonlyMap<string, UnreadableGap>>;
}

/** The blobs that `bridge` will ask for: each side of what can't be read, and what was there last. */
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
 * @param stateOf what a blob holds
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
      if (found) found.gap.mended = step;
      if (blobs?.[1]) last.set(id, blobs[1]);
      return found && change.what === 'unreadable'
        ? { ...item, change: diffItems(found.before, after) }
        : item;
    }
    if (!found) {
      const gap: UnreadableGap = { mended: null };
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
