/** Counts items by status or rating, now and at the start of a period. */
import { ratings, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { isRetired } from './derived.ts';
import { missingLabels, missingStatusLabels } from './fields.ts';
import { currentStatus, statusValue } from './status.ts';

/** How many items have a value now, and how many had it at the start of the period; null where there is no period. */
export interface ValueCount {
  /** Null for the items without a value. */
  value: string | null;
  /** What is printed for it. */
  name: string;
  now: number;
  before: number | null;
}

/** The values of a field, each with its name and a test for the items that have it; those of the items without one last. */
const countedValues: Record<
  'status' | 'rating',
  { value: string | null; name: string; has(item: Item): boolean }[]
> = {
  status: [
    ...statuses.map((value) => ({
      ...{ value, name: value },
      has: (item: Item) => currentStatus(item).status === value,
    })),
    ...(['no-status', 'not-reported'] as const).map((value) => ({
      ...{ value: null, name: missingStatusLabels[value] },
      has: (item: Item) => statusValue(item) === value,
    })),
  ],
  rating: [...ratings, null].map((value) => ({
    value,
    name: value ?? missingLabels.rating,
    has: ({ rating }: Item) => (rating ?? null) === value,
  })),
};

/** Every status, or rating, that an item has now or had before, then the items without one. */
export function valueCounts(
  field: 'status' | 'rating',
  now: readonly Item[],
  before: readonly Item[] | null,
): ValueCount[] {
  return countedValues[field]
    .map(({ value, name, has }) => {
      const having = (items: readonly Item[]) => items.filter((item) => !isRetired(item) && has(item)).length;
      return { value, name, now: having(now), before: before && having(before) };
    })
    .filter((row) => row.now + (row.before ?? 0) > 0);
}
