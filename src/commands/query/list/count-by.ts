/** The table of `plan list --count-by`. Loaded only if items are counted. */
import { toCamelCase } from '../../../../schemas/field-types.ts';
import type { LoadedSelection } from '../../../cli/filter-options.ts';
import { PlanError } from '../../../errors.ts';
import { nameFor } from '../../../plan/model/audience.ts';
import { crossTab, crossTabCells } from '../../../plan/query/count-by.ts';
import {
  countingNote,
  type GroupField,
  type GroupValue,
  parseGroupField,
} from '../../../plan/query/group-fields.ts';
import { retiredNote } from '../../../render/common/count-notes.ts';
import type { Column, DataTable } from '../../../render/common/data-table.ts';
import { planMetadata } from '../../../render/document/plan-metadata.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { joinQuoted } from '../../../util/suggest.ts';

/** The values of the counted fields; null for all of them together. */
type Row = readonly (GroupValue | null)[];

/**
 * Counts items by one field, or by two as a matrix.
 * @param by the names of the fields
 * @param rowPerCount write each count in a row of its own, for programs
 * @param ofRetired the items are retired
 * @throws PlanError `usage`, `unknown-word`
 */
export function countTable(
  { items, of, retired, undecided, plan, clock, loaded, audience, leftOut }: LoadedSelection,
  by: readonly string[],
  { rowPerCount, commit, ofRetired }: { rowPerCount: boolean; commit: string | null; ofRetired: boolean },
): DataTable<Row> {
  const groupFields = by.map((text) => parseGroupField(text, plan, clock));
  const [first, second] = groupFields;
  if (!first || groupFields.length > 2 || first.field === second?.field)
    throw new PlanError(
      'usage',
      `\`--count-by\` takes one field or two different fields: found ${joinQuoted(by)}`,
      'such as `--count-by agencies,status`',
    );
  const counts = crossTab(items, groupFields);
  const nameOf = ({ field }: GroupField) => nameFor(audience, field);
  const valueColumn = (groupField: GroupField, index: number): Column<Row> => ({
    name: nameOf(groupField),
    value: (row) => row[index]?.value ?? null,
    text: (row) => row[index]?.text ?? 'total',
  });
  const countColumn = (name: string, value: (row: Row) => number): Column<Row> => ({
    name,
    kind: 'number',
    value,
    text: (row) => String(value(row)),
  });
  const matrix = {
    columns: [
      valueColumn(first, 0),
      ...(second?.values ?? []).map((value) =>
        countColumn(value.text, ([row = null]) => counts.count(row, value)),
      ),
      countColumn(second ? 'total' : 'items', ([row = null]) => counts.count(row)),
    ],
    rows: [...first.values.map((value) => [value]), [null]],
    total: true as const,
  };
  const list = {
    columns: [...groupFields.map(valueColumn), countColumn('items', (row) => counts.count(...row))],
    rows: crossTabCells(counts).map(({ values }) => values),
  };
  const notes = countingNotes(groupFields);
  return {
    kind: 'item-counts',
    title: `Items by ${groupFields.map(nameOf).join(' and ')}`,
    metadata: planMetadata(plan.settings, clock.today, commit, leftOut),
    key: 'counts',
    ...(rowPerCount ? list : matrix),
    summary: () => ({
      by: groupFields.map((each) => toCamelCase(nameOf(each))),
      asOf: clock.today,
      commit,
      items: counts.total,
      of,
      retired,
      totals: Object.fromEntries(
        groupFields.map((field, index) => [toCamelCase(nameOf(field)), totalsOf(field, index, counts.count)]),
      ),
      rules: notes,
      undecided,
      unreadable: loaded.unreadable,
    }),
    notes: [
      `${counts.total} of ${pluralize(of, `${ofRetired ? 'retired ' : ''}item`)}`,
      ...notes,
      ...(retired > 0 && !ofRetired ? [retiredNote(retired)] : []),
    ],
  };
}

/** The number of items for each value of a field. */
const totalsOf = (
  { values }: GroupField,
  index: number,
  count: (...values: readonly (GroupValue | null)[]) => number,
) => values.map((value) => ({ value: value.value, items: count(...Array(index).fill(null), value) }));

/** How items with several values are counted. */
const countingNotes = (groupFields: readonly GroupField[]): string[] => [
  ...new Set(groupFields.flatMap((each) => countingNote(each) ?? [])),
];
