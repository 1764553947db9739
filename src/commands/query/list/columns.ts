/** The columns of `plan list`. */
import type { Item } from '../../../../schemas/item.ts';
import { wantsAllFields } from '../../../cli/list-output.ts';
import { type Audience, nameFor } from '../../../plan/model/audience.ts';
import type { FactScope } from '../../../plan/model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, fieldText } from '../../../plan/model/fields.ts';
import { statusPhrase } from '../../../plan/model/status.ts';
import { resolveFields } from '../../../plan/query/filters.ts';
import type { Column } from '../../../render/common/data-table.ts';

/** The columns of a table: what fits into 80 columns and identifies an item. */
const defaultColumns: readonly FieldName[] = ['id', 'agencies', 'horizon', 'status', 'rating', 'action'];

/** The columns of `plan list --overdue`. */
const overdueColumns: readonly FieldName[] = ['id', 'agencies', 'due', 'days-past-due', 'status', 'action'];

/**
 * The fields to show.
 * @param names those of `--fields`, if given
 * @param overdue whether only items with overdue milestones are listed
 * @throws PlanError `unknown-word`
 */
export function shownFields(
  names: readonly string[] | undefined,
  format: string,
  overdue = false,
): readonly FieldName[] {
  if (names) return resolveFields(names);
  if (wantsAllFields(format)) return fieldNames;
  return overdue ? overdueColumns : defaultColumns;
}

/** @param isForReading whether people read it: a derived status is shown with the number of milestones */
export const fieldColumn = (
  name: FieldName,
  scope: FactScope,
  audience: Audience,
  isForReading: boolean,
): Column<Item> => ({
  name: nameFor(audience, name),
  ...columnKind(fields[name]),
  value: (item) => fields[name].value(item, scope),
  text: (item) => (name === 'status' && isForReading ? statusPhrase(item) : fieldText(name, item, scope)),
});

/** For formats that distinguish dates, numbers and text. */
const columnKind = ({ kind }: Field): Pick<Column<unknown>, 'kind'> =>
  kind === 'date' || kind === 'number' || kind === 'flag' ? { kind } : {};
