/** Counts items in a matrix: by pillar or agency, and by status. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { statusValue } from '../model/status.ts';
import { categoryName, countByCategory, noItems } from './status-category.ts';
import type { ChartBase, Matrix } from './types.ts';

/**
 * A row for each group, in the given order, then a row for each other id that an item has.
 * @param idsOf the ids of the groups that an item counts in
 */
export function buildMatrix(
  groups: readonly { id: string; name: string }[],
  items: readonly Item[],
  idsOf: (item: Item) => readonly string[],
): Matrix {
  const across = countByCategory(items.map(statusValue)).map(([category]) => category);
  const columns = new Map(across.map((category, column) => [category, column]));
  const emptyRow = ({ id, name }: { id: string; name: string }) => ({
    ...{ id, name, items: 0 },
    counts: across.map(() => 0),
  });
  const rows = new Map(groups.map((group) => [group.id, emptyRow(group)]));
  for (const item of items)
    for (const id of new Set(idsOf(item))) {
      const row = rows.get(id) ?? emptyRow({ id, name: id });
      rows.set(id, row);
      row.items++;
      row.counts[columns.get(statusValue(item))!]!++;
    }
  return { across, down: [...rows.values()], items: items.length };
}

/** The title, description and table of a chart of a matrix. @param summary goes into the description */
export function matrixChart(
  title: string,
  groupName: string,
  { across, down, items }: Matrix,
  summary: string,
): ChartBase {
  return {
    title,
    description: items === 0 ? noItems : `${pluralize(items, 'item')}, ${summary}.`,
    columns: [groupName, 'items', ...across.map(categoryName)],
    rows: down.map((row) => [row.name, row.items, ...row.counts]),
    notes: [],
    nothing: items === 0 ? noItems : null,
  };
}
