/** Builds the counts that `plan summary` prints. */
import { type FactScope, isRetired } from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { valueCounts } from '../model/value-counts.ts';
import { byAgency, byPillar, computeStats, type GroupStats, type Stats } from './stats.ts';

export interface Summary extends Stats {
  retired: number;
  unreported: number;
  /** Every status that an item has, then the items without one. */
  byStatus: { status: string | null; name: string; items: number }[];
  byPillar: GroupStats[];
  byAgency: GroupStats[];
}

export function buildSummary(plan: Plan, scope: FactScope): Summary {
  const total = computeStats(plan.items, scope);
  return {
    ...total,
    retired: plan.items.filter(isRetired).length,
    unreported: total.items - total.reported,
    byStatus: valueCounts('status', plan.items, null).map(({ value, name, now }) => ({
      status: value,
      name,
      items: now,
    })),
    byPillar: byPillar(plan, scope),
    byAgency: byAgency(plan, scope),
  };
}
