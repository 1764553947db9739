/** Items by status, and by the part of the plan or the agency: the bars and the heat map. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import type { Plan } from '../model/plan.ts';
import { noItems } from './empty.ts';
import { categoryCountsText, categoryName, categoryOf, countByCategory } from './status-category.ts';
import type { AgenciesChart, ChartBase, Matrix, MatrixRow, StatusChart } from './types.ts';

/** More rows than these are not read. */
const most = 40;

export function statusChart(plan: Plan, items: readonly Item[]): StatusChart {
  const matrix = matrixOf(plan.settings.pillars, items, ({ pillar }) => [pillar]);
  return {
    name: 'status',
    ...figure('Status of items by pillar', 'pillar', matrix, categoryCountsText(countByCategory(items))),
    matrix,
  };
}

export function agenciesChart(plan: Plan, items: readonly Item[]): AgenciesChart {
  const all = matrixOf(plan.agencies, items, ({ agencies }) => agencies);
  // Most work first would reorder the rows from one report to the next: the register's order stays.
  const down = all.down.filter((row) => row.items > 0);
  const shown = largest(down, most);
  const matrix = { ...all, down: shown };
  const busiest = largest(down, 1)[0];
  const words = busiest
    ? `most with ${busiest.name}: ${busiest.items}, of which ${categoryCountsText(
        all.across.flatMap((standing, at) => (busiest.counts[at] ? [[standing, busiest.counts[at]]] : [])),
      )}`
    : '';
  const base = figure('Status of items by agency', 'agency', matrix, words);
  return {
    name: 'agencies',
    ...base,
    notes: [
      `An item counts once for each of its agencies, so the rows add up to more than ${items.length} where items are shared.`,
      ...(shown.length < down.length
        ? [`The ${most} agencies with the most items are shown; ${down.length - most} more have some.`]
        : []),
    ],
    matrix,
  };
}

/** The first so many by items, in the order they came in. */
function largest(rows: readonly MatrixRow[], limit: number): MatrixRow[] {
  const kept = new Set([...rows].sort((a, b) => b.items - a.items).slice(0, limit));
  return rows.filter((row) => kept.has(row));
}

/** What no part of the plan or the register names comes last, under its id: it is not left out. */
function matrixOf(
  known: readonly { id: string; name: string }[],
  items: readonly Item[],
  of: (item: Item) => readonly string[],
): Matrix {
  const across = countByCategory(items).map(([standing]) => standing);
  const places = new Map(across.map((standing, at) => [standing, at]));
  const empty = ({ id, name }: { id: string; name: string }) => ({
    ...{ id, name, items: 0 },
    counts: across.map(() => 0),
  });
  const rows = new Map(known.map((each) => [each.id, empty(each)]));
  for (const item of items)
    for (const id of new Set(of(item))) {
      const row = rows.get(id) ?? empty({ id, name: id });
      rows.set(id, row);
      row.items++;
      row.counts[places.get(categoryOf(item))!]!++;
    }
  return { across, down: [...rows.values()], items: items.length };
}

function figure(title: string, first: string, { across, down, items }: Matrix, words: string): ChartBase {
  return {
    title,
    description: items === 0 ? noItems : `${pluralize(items, 'item')}, ${words}.`,
    columns: [first, 'items', ...across.map(categoryName)],
    rows: down.map((row) => [row.name, row.items, ...row.counts]),
    notes: [],
    nothing: items === 0 ? noItems : null,
  };
}
