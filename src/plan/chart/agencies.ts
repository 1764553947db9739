/** The chart `agencies`: items by agency and status. */
import type { Item } from '../../../schemas/item.ts';
import type { Plan } from '../model/plan.ts';
import { buildMatrix, matrixChart } from './matrix.ts';
import { categoryCountsText } from './status-category.ts';
import type { AgenciesChart, MatrixRow } from './types.ts';

/** More rows than these are not readable. */
const maxRows = 40;

export function agenciesChart(plan: Plan, items: readonly Item[]): AgenciesChart {
  const all = buildMatrix(plan.agencies, items, ({ agencies }) => agencies);
  // Rows stay in the order of agencies.yaml, so that it does not change from one report to the next.
  const rows = all.down.filter((row) => row.items > 0);
  const shown = largest(rows, maxRows);
  const matrix = { ...all, down: shown };
  const busiest = largest(rows, 1)[0];
  const counts = all.across.flatMap((category, column) => {
    const count = busiest?.counts[column];
    return count ? [[category, count] as const] : [];
  });
  const summary = busiest
    ? `most with ${busiest.name}: ${busiest.items}, of which ${categoryCountsText(counts)}`
    : '';
  return {
    name: 'agencies',
    ...matrixChart('Status of items by agency', 'agency', matrix, summary),
    notes: [
      `An item counts once for each of its agencies, so the rows add up to more than ${items.length} where items are shared.`,
      ...(shown.length < rows.length
        ? [`The ${maxRows} agencies with the most items are shown; ${rows.length - maxRows} more have some.`]
        : []),
    ],
    matrix,
  };
}

/** The rows with the most items, in their original order. */
function largest(rows: readonly MatrixRow[], limit: number): MatrixRow[] {
  const kept = new Set([...rows].sort((a, b) => b.items - a.items).slice(0, limit));
  return rows.filter((row) => kept.has(row));
}
