/** Items counted, as a list to show: a line for each word, or a matrix. Loaded only where something is counted. */
import { camel } from '../../../../schemas/field-types.ts';
import type { Asked } from '../../../cli/selection.ts';
import { Fault } from '../../../errors.ts';
import { cellsOf, tally } from '../../../plan/query/count-by.ts';
import { type Axis, axisOf, type Mark, rule } from '../../../plan/query/group-fields.ts';
import type { Column, Sheet } from '../../../render/common/data-table.ts';
import { planFacts } from '../../../render/document/plan-metadata.ts';
import { notCounted } from '../../../render/retired-note.ts';
import { counted } from '../../../util/pluralize.ts';
import { list } from '../../../util/suggest.ts';

type Row = readonly (Mark | null)[];

/**
 * @param by the names of one field or two
 * @param isForPrograms a row for each count, for whoever reads by keys; else one for each word of the first field
 * @throws Fault `usage`, `unknown-word`
 */
export function countsSheet(
  { items, of, retired, undecided, plan, clock, loaded }: Asked,
  by: readonly string[],
  { isForPrograms, commit, ofRetired }: { isForPrograms: boolean; commit: string | null; ofRetired: boolean },
): Sheet<Row> {
  const axes = by.map((text) => axisOf(text, plan, clock));
  const [first, second] = axes;
  if (!first || axes.length > 2 || first.field === second?.field)
    throw new Fault(
      'usage',
      `\`--count-by\` takes one field, or two that differ: found ${list(by)}`,
      'such as `--count-by agencies,status`',
    );
  const counts = tally(items, axes);
  const name = (axis: Axis, at: number): Column<Row> => ({
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
  const wide = [...first.marks.map((mark) => [mark]), [null]];
  const across = second
    ? second.marks.map((mark) => number(mark.text, ([row = null]) => counts.count(row, mark)))
    : [];
  const inAll = number(second ? 'total' : 'items', ([row = null]) => counts.count(row));
  const ofWhat = `${ofRetired ? 'retired ' : ''}item`;
  return {
    kind: 'item-counts',
    title: `Items by ${axes.map(({ field }) => field).join(' and ')}`,
    facts: planFacts(plan.about, clock.today, commit),
    key: 'counts',
    columns: isForPrograms
      ? [...axes.map(name), number('items', (row) => counts.count(...row))]
      : [name(first, 0), ...across, inAll],
    ...(isForPrograms ? { rows: cellsOf(counts).map(({ marks }) => marks) } : { rows: wide, total: true }),
    summary: () => ({
      by: axes.map(({ field }) => camel(field)),
      asOf: clock.today,
      commit,
      items: counts.total,
      of,
      retired,
      totals: Object.fromEntries(
        axes.map((axis, at) => [camel(axis.field), totalsOf(axis, at, counts.count)]),
      ),
      rules: rulesOf(axes),
      undecided,
      unreadable: loaded.unreadable,
    }),
    notes: [
      `${counts.total} of ${counted(of, ofWhat)}`,
      ...rulesOf(axes),
      ...(retired > 0 && !ofRetired ? [notCounted(retired)] : []),
    ],
  };
}

/** Of each word of an axis, whatever the other says. */
const totalsOf = ({ marks }: Axis, at: number, count: (...marks: readonly (Mark | null)[]) => number) =>
  marks.map((mark) => ({ value: mark.value, items: count(...Array(at).fill(null), mark) }));

const rulesOf = (axes: readonly Axis[]): string[] => [...new Set(axes.flatMap((axis) => rule(axis) ?? []))];
