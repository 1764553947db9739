/** How many items there are of each word of a field, or of each two words of two. */
import type { Item } from '../../schemas/item.ts';
import type { Axis, Mark } from './axis.ts';

export interface Tally {
  /** One or two. */
  axes: readonly Axis[];
  /** Each item once, however many words it has. */
  total: number;
  /** How many items have all of these words: of each axis one, or none for all. */
  count(...marks: readonly (Mark | null)[]): number;
}

export const tally = (items: readonly Item[], axes: readonly Axis[]): Tally => ({
  axes,
  total: items.length,
  count: (...marks) => items.filter((item) => marks.every((mark) => mark === null || mark.of(item))).length,
});

/** Every pair of words, or every word, in the axes' order, with how many there are. */
export function cellsOf({ axes: [first, second], count }: Tally): { marks: Mark[]; items: number }[] {
  const combinations = first!.marks.flatMap((mark) =>
    second ? second.marks.map((other) => [mark, other]) : [[mark]],
  );
  return combinations.map((marks) => ({ marks, items: count(...marks) }));
}
