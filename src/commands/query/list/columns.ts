/** The columns of `plan list`. */
import type { Item } from '../../../../schemas/item.ts';
import { wantsAllFields } from '../../../cli/list-output.ts';
import type { Clock } from '../../../plan/model/calendar-date.ts';
import { type Field, type FieldName, fieldNames, fields, fieldText } from '../../../plan/model/fields.ts';
import { resolveFields } from '../../../plan/query/filters.ts';
import type { Column } from '../../../render/common/data-table.ts';

/** The columns of a table: what fits into 80 columns and identifies an item. */
const defaultColumns: readonly FieldName[] = ['id', 'agencies', 'horizon', 'status', 'rating', 'action'];

/**
 * The fields to show.
 * @param names those of `--fields`, if given
 * @throws PlanError `unknown-word`
 */
export function shownFields(names: readonly string[] | undefined, format: string): readonly FieldName[] {
  if (names) return resolveFields(names);
  return wantsAllFields(format) ? fieldNames : defaultColumns;
}

export const fieldColumn = (name: FieldName, clock: Clock): Column<Item> => ({
  name,
  ...columnKind(fields[name]),
  value: (item) => fields[name].value(item, clock),
  text: (item) => fieldText(name, item, clock),
});

/** For formats that distinguish dates, numbers and text. */
const columnKind = ({ kind }: Field): Pick<Column<unknown>, 'kind'> =>
  kind === 'date' || kind === 'number' || kind === 'flag' ? { kind } : {};
