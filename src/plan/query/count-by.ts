/** How many items there are of each word of a field, or of each two words of two. */
import type { Item } from '../../../schemas/item.ts';
import type { Axis, Mark } from './group-fields.ts';

export interface Tally {
  /** One or two. */
  axes: readonly Axis[];
  /** Each item once, however many words it has. */
  total: number;
  /** How many items have all of these words: of each axis one, or none for all. */
  count(...marks: readonly (Mark | null)[]): number;
}

export function tally(items: readonly Item[], axes: readonly Axis[]): Tally {
  const counts = new Map<Mark | null, Map<Mark | null, number>>();
  const marksOf = (item: Item, axis: Axis | undefined) => [null, ...(axis?.of(item) ?? [])];
  for (const item of items) {
    const others = marksOf(item, axes[1]);
    for (const mark of marksOf(item, axes[0])) {
      const row = counts.get(mark) ?? new Map<Mark | null, number>();
      counts.set(mark, row);
      for (const other of others) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  return {
    axes,
    total: items.length,
    count: (mark = null, other = null) => counts.get(mark)?.get(other) ?? 0,
  };
}

/** Every pair of words, or every word, in the axes' order, with how many there are. */
export function cellsOf({ axes: [first, second], count }: Tally): { marks: Mark[]; items: number }[] {
  const combinations = first!.marks.flatMap((mark) =>
    second ? second.marks.map((other) => [mark, other]) : [[mark]],
  );
  return combinations.map((marks) => ({ marks, items: count(...marks) }));
}
