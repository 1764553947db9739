/** Builds the counts that `plan summary` prints. */
import { isRetired } from '../model/derived.ts';
import { missingLabels } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import { byAgency, byPillar, computeStats, type GroupStats, type Stats, valueCounts } from './stats.ts';

export interface Summary extends Stats {
  retired: number;
  unreported: number;
  /** Every status that an item has, then the items without one. */
  byStatus: { status: string | null; name: string; items: number }[];
  byPillar: GroupStats[];
  byAgency: GroupStats[];
}

export function buildSummary(plan: Plan, today: string): Summary {
  const total = computeStats(plan.items, today);
  return {
    ...total,
    retired: plan.items.filter(isRetired).length,
    unreported: total.items - total.reported,
    byStatus: valueCounts('status', plan.items, null).map(({ value, now }) => ({
      status: value,
      name: value ?? missingLabels.status,
      items: now,
    })),
    byPillar: byPillar(plan, today),
    byAgency: byAgency(plan, today),
  };
}
