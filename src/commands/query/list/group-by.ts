/** A list in groups: an item stands in each that it belongs to. Loaded only where groups are asked for. */
import type { Item } from '../../../../schemas/item.ts';
import type { LoadedSelection } from '../../../cli/selection.ts';
import { countingNote, type GroupValue, parseGroupField } from '../../../plan/query/group-fields.ts';
import type { Column, DataTable } from '../../../render/common/data-table.ts';
import { pluralize } from '../../../util/pluralize.ts';

interface Row {
  mark: GroupValue;
  item: Item;
}

/**
 * @param sheet the list without groups
 * @param by a field's name
 * @param isTable whether groups have headings; else each row says first in which it is
 * @throws PlanError `unknown-word`
 */
export function groupRows(
  sheet: DataTable<Item>,
  by: string,
  { plan, clock }: Pick<LoadedSelection, 'plan' | 'clock'>,
  isTable: boolean,
): DataTable<Row> {
  const axis = parseGroupField(by, plan, clock);
  const marked = sheet.rows.map((item) => ({ item, marks: axis.of(item) }));
  const groups = axis.values.map((mark) => ({
    mark,
    items: marked.filter(({ marks }) => marks.includes(mark)).map(({ item }) => item),
  }));
  const sizes = new Map(groups.map(({ mark, items }) => [mark, items.length]));
  const group: Column<Row> = {
    name: 'group',
    value: ({ mark }) => mark.value,
    text: ({ mark }) => mark.text,
  };
  const said = countingNote(axis);
  return {
    ...sheet,
    title: `${sheet.title} by ${axis.field}`,
    columns: [
      ...(isTable ? [] : [group]),
      ...sheet.columns.map(
        (column): Column<Row> => ({
          ...column,
          value: ({ item }) => column.value(item),
          text: ({ item }) => column.text(item),
        }),
      ),
    ],
    rows: groups.flatMap(({ mark, items }) => items.map((item) => ({ mark, item }))),
    section: ({ mark }) =>
      `${axis.field === 'agencies' || typeof mark.value !== 'boolean' ? '' : `${axis.field}: `}${mark.text}: ${pluralize(sizes.get(mark)!, 'item')}`,
    summary: () => ({
      ...sheet.summary(),
      groupBy: axis.field,
      groups: groups.map(({ mark, items }) => ({ group: mark.value, items: items.length })),
    }),
    notes: [...(sheet.notes ?? []), ...(said === null ? [] : [said])],
  };
}
