/** The updates of an item that count, in the order of the days that they are true for. */
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';

/** The updates of an item that count, oldest `as-of` first; of the same day, in the order of the file. */
export function effectiveUpdates({ updates = [] }: Pick<Item, 'updates'>): readonly Update[] {
  const isSorted = updates.every((entry, at) => at === 0 || updates[at - 1]!['as-of'] <= entry['as-of']);
  return isSorted
    ? updates
    : updates.toSorted((a, b) => (a['as-of'] < b['as-of'] ? -1 : a['as-of'] > b['as-of'] ? 1 : 0));
}

/** The newest update by the day that it is true for. */
export const newestUpdate = (item: Pick<Item, 'updates'>): Update | undefined =>
  effectiveUpdates(item).at(-1);
