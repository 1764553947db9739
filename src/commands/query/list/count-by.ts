/** Items counted, as a list to show: a line for each word, or a matrix. Loaded only where something is counted. */
import { toCamelCase } from '../../../../schemas/field-types.ts';
import type { LoadedSelection } from '../../../cli/selection.ts';
import { PlanError } from '../../../errors.ts';
import { crossTab, crossTabCells } from '../../../plan/query/count-by.ts';
import {
  countingNote,
  type GroupField,
  type GroupValue,
  parseGroupField,
} from '../../../plan/query/group-fields.ts';
import type { Column, DataTable } from '../../../render/common/data-table.ts';
import { planMetadata } from '../../../render/document/plan-metadata.ts';
import { notCounted } from '../../../render/retired-note.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { joinQuoted } from '../../../util/suggest.ts';

type Row = readonly (GroupValue | null)[];

/**
 * @param by the names of one field or two
 * @param isForPrograms a row for each count, for whoever reads by keys; else one for each word of the first field
 * @throws PlanError `usage`, `unknown-word`
 */
export function countTable(
  { items, of, retired, undecided, plan, clock, loaded }: LoadedSelection,
  by: readonly string[],
  { isForPrograms, commit, ofRetired }: { isForPrograms: boolean; commit: string | null; ofRetired: boolean },
): DataTable<Row> {
  const axes = by.map((text) => parseGroupField(text, plan, clock));
  const [first, second] = axes;
  if (!first || axes.length > 2 || first.field === second?.field)
    throw new PlanError(
      'usage',
      `\`--count-by\` takes one field, or two that differ: found ${joinQuoted(by)}`,
      'such as `--count-by agencies,status`',
    );
  const counts = crossTab(items, axes);
  const name = (axis: GroupField, at: number): Column<Row> => ({
    name: axis.field,
    value: (row) => row[at]?.value ?? null,
    text: (row) => row[at]?.text ?? 'total',
  });
  const number = (heading: string, value: (row: Row) => number): Column<Row> => ({
    name: heading,
    kind: 'number',
    value,
    text: (row) => String(value(row)),
  });
  const wide = [...first.values.map((mark) => [mark]), [null]];
  const across = second
    ? second.values.map((mark) => number(mark.text, ([row = null]) => counts.count(row, mark)))
    : [];
  const inAll = number(second ? 'total' : 'items', ([row = null]) => counts.count(row));
  const ofWhat = `${ofRetired ? 'retired ' : ''}item`;
  return {
    kind: 'item-counts',
    title: `Items by ${axes.map(({ field }) => field).join(' and ')}`,
    metadata: planMetadata(plan.settings, clock.today, commit),
    key: 'counts',
    columns: isForPrograms
      ? [...axes.map(name), number('items', (row) => counts.count(...row))]
      : [name(first, 0), ...across, inAll],
    ...(isForPrograms
      ? { rows: crossTabCells(counts).map(({ marks }) => marks) }
      : { rows: wide, total: true }),
    summary: () => ({
      by: axes.map(({ field }) => toCamelCase(field)),
      asOf: clock.today,
      commit,
      items: counts.total,
      of,
      retired,
      totals: Object.fromEntries(
        axes.map((axis, at) => [toCamelCase(axis.field), totalsOf(axis, at, counts.count)]),
      ),
      rules: rulesOf(axes),
      undecided,
      unreadable: loaded.unreadable,
    }),
    notes: [
      `${counts.total} of ${pluralize(of, ofWhat)}`,
      ...rulesOf(axes),
      ...(retired > 0 && !ofRetired ? [notCounted(retired)] : []),
    ],
  };
}

/** Of each word of an axis, whatever the other says. */
const totalsOf = (
  { values }: GroupField,
  at: number,
  count: (...marks: readonly (GroupValue | null)[]) => number,
) => values.map((mark) => ({ value: mark.value, items: count(...Array(at).fill(null), mark) }));

const rulesOf = (axes: readonly GroupField[]): string[] => [
  ...new Set(axes.flatMap((axis) => countingNote(axis) ?? [])),
];
