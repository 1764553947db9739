/** How many items there are of each word of a field, or of each two words of two. */
import type { Item } from '../../../schemas/item.ts';
import type { GroupField, GroupValue } from './group-fields.ts';

export interface CrossTab {
  /** One or two. */
  fields: readonly GroupField[];
  /** Each item once, however many words it has. */
  total: number;
  /** How many items have all of these words: of each axis one, or none for all. */
  count(...marks: readonly (GroupValue | null)[]): number;
}

export function crossTab(items: readonly Item[], axes: readonly GroupField[]): CrossTab {
  const counts = new Map<GroupValue | null, Map<GroupValue | null, number>>();
  const marksOf = (item: Item, axis: GroupField | undefined) => [null, ...(axis?.of(item) ?? [])];
  for (const item of items) {
    const others = marksOf(item, axes[1]);
    for (const mark of marksOf(item, axes[0])) {
      const row = counts.get(mark) ?? new Map<GroupValue | null, number>();
      counts.set(mark, row);
      for (const other of others) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  return {
    fields: axes,
    total: items.length,
    count: (mark = null, other = null) => counts.get(mark)?.get(other) ?? 0,
  };
}

/** Every pair of words, or every word, in the axes' order, with how many there are. */
export function crossTabCells({
  fields: [first, second],
  count,
}: CrossTab): { marks: GroupValue[]; items: number }[] {
  const combinations = first!.values.flatMap((mark) =>
    second ? second.values.map((other) => [mark, other]) : [[mark]],
  );
  return combinations.map((marks) => ({ marks, items: count(...marks) }));
}
