/** The figures of a chart as a list. */
import type { Chart } from '../../plan/chart/types.ts';
import type { DataTable } from '../common/data-table.ts';

type ChartRow = Chart['rows'][number];

export function chartList({ title, columns, rows, notes }: Chart): DataTable<ChartRow> {
  return {
    ...{ kind: 'chart', title, key: 'rows', rows, notes },
    columns: columns.map((name, at) => ({
      name,
      value: (row) => row[at],
      text: (row) => String(row[at]),
      ...(rows.length > 0 && rows.every((row) => typeof row[at] === 'number') && { kind: 'number' as const }),
    })),
    summary: () => ({}),
  };
}
