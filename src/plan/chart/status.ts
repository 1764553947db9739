/** The chart `status`: items by pillar and status. */
import type { Item } from '../../../schemas/item.ts';
import type { Plan } from '../model/plan.ts';
import { statusValue } from '../model/status.ts';
import { buildMatrix, matrixChart } from './matrix.ts';
import { categoryCountsText, countByCategory } from './status-category.ts';
import type { StatusChart } from './types.ts';

export function statusChart(plan: Plan, items: readonly Item[]): StatusChart {
  const matrix = buildMatrix(plan.settings.pillars, items, ({ pillar }) => [pillar]);
  const summary = categoryCountsText(countByCategory(items.map(statusValue)));
  return { name: 'status', ...matrixChart('Status of items by pillar', 'pillar', matrix, summary), matrix };
}
