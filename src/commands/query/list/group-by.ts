/** The table of `plan list --group-by`: an item is listed in each of its groups. Loaded only if items are grouped. */
import type { Item } from '../../../../schemas/item.ts';
import type { LoadedSelection } from '../../../cli/filter-options.ts';
import { nameFor } from '../../../plan/model/audience.ts';
import { countingNote, type GroupValue, parseGroupField } from '../../../plan/query/group-fields.ts';
import type { Column, DataTable } from '../../../render/common/data-table.ts';
import { pluralize } from '../../../util/pluralize.ts';

interface Row {
  group: GroupValue;
  item: Item;
}

/**
 * @param table the list without groups
 * @param by the name of a field
 * @param hasHeadings whether groups have headings; else the first column names the group
 * @throws PlanError `unknown-word`
 */
export function groupRows(
  table: DataTable<Item>,
  by: string,
  { plan, clock, audience }: Pick<LoadedSelection, 'plan' | 'clock' | 'audience'>,
  hasHeadings: boolean,
): DataTable<Row> {
  const groupField = parseGroupField(by, plan, clock);
  const name = nameFor(audience, groupField.field);
  const items = table.rows.map((item) => ({ item, values: groupField.of(item) }));
  const groups = groupField.values.map((group) => ({
    group,
    items: items.filter(({ values }) => values.includes(group)).map(({ item }) => item),
  }));
  const sizes = new Map(groups.map(({ group, items }) => [group, items.length]));
  const groupColumn: Column<Row> = {
    name: 'group',
    value: ({ group }) => group.value,
    text: ({ group }) => group.text,
  };
  const note = countingNote(groupField);
  return {
    ...table,
    title: `${table.title} by ${name}`,
    columns: [
      ...(hasHeadings ? [] : [groupColumn]),
      ...table.columns.map(
        (column): Column<Row> => ({
          ...column,
          value: ({ item }) => column.value(item),
          text: ({ item }) => column.text(item),
        }),
      ),
    ],
    rows: groups.flatMap(({ group, items }) => items.map((item) => ({ group, item }))),
    section: ({ group }) => {
      // `overdue: yes`: the value alone says nothing.
      const prefix = typeof group.value === 'boolean' ? `${name}: ` : '';
      return `${prefix}${group.text}: ${pluralize(sizes.get(group)!, 'item')}`;
    },
    summary: () => ({
      ...table.summary(),
      groupBy: name,
      groups: groups.map(({ group, items }) => ({ group: group.value, items: items.length })),
    }),
    notes: [...(table.notes ?? []), ...(note === null ? [] : [note])],
  };
}
