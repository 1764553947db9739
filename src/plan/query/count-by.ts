/** Counts items by the values of one or two fields. */
import type { Item } from '../../../schemas/item.ts';
import type { GroupField, GroupValue } from './group-fields.ts';

export interface CrossTab {
  /** One or two. */
  fields: readonly GroupField[];
  /** Each item once, however many values it has. */
  total: number;
  /** The number of items that have these values: a value for each field, or null for all values. */
  count(...values: readonly (GroupValue | null)[]): number;
}

export function crossTab(items: readonly Item[], fields: readonly GroupField[]): CrossTab {
  const counts = new Map<GroupValue | null, Map<GroupValue | null, number>>();
  const valuesOf = (item: Item, field: GroupField | undefined) => [null, ...(field?.of(item) ?? [])];
  for (const item of items) {
    const others = valuesOf(item, fields[1]);
    for (const value of valuesOf(item, fields[0])) {
      const row = counts.get(value) ?? new Map<GroupValue | null, number>();
      counts.set(value, row);
      for (const other of others) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  return {
    fields,
    total: items.length,
    count: (value = null, other = null) => counts.get(value)?.get(other) ?? 0,
  };
}

/** Every value, or pair of values, in the order of the fields, with the number of its items. */
export function crossTabCells({
  fields: [first, second],
  count,
}: CrossTab): { values: GroupValue[]; items: number }[] {
  const combinations = first!.values.flatMap((value) =>
    second ? second.values.map((other) => [value, other]) : [[value]],
  );
  return combinations.map((values) => ({ values, items: count(...values) }));
}
