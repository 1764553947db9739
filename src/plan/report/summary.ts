/** The plan's state in numbers, each with what it is a part of. */

import { statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { isOverdue, isRetired, isUnreported, undatedMilestones } from '../model/derived.ts';
import { missingLabels } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';

/** A part of the items, and how many of those are reported and overdue. */
export interface SummaryRow {
  id: string;
  name: string;
  items: number;
  reported: number;
  overdue: number;
}

export interface Summary {
  /** Those that are retired are counted nowhere but in `retired`. */
  items: number;
  retired: number;
  /** Every status that an item has, then the items without one. */
  byStatus: { status: string | null; name: string; items: number }[];
  byPillar: SummaryRow[];
  /** An item counts once for each of its agencies, so these add up to more than `items`. */
  byAgency: SummaryRow[];
  unreported: number;
  overdue: number;
  /** Only items with milestones can have a date: these are the denominators of `overdue` and `undated`. */
  withMilestones: number;
  undated: number;
  milestones: number;
  undatedMilestones: number;
}

export function buildSummary(plan: Plan, today: string): Summary {
  const items = plan.items.filter((item) => !isRetired(item));
  const row = ({ id, name }: { id: string; name: string }, part: readonly Item[]): SummaryRow => ({
    id,
    name,
    items: part.length,
    reported: count(part, (item) => !isUnreported(item)),
    overdue: count(part, (item) => isOverdue(item, today)),
  });
  const dated = items.filter((item) => milestonesOf(item).length > 0);
  return {
    items: items.length,
    retired: plan.items.length - items.length,
    byStatus: [
      ...statuses.map((status) => ({
        status,
        name: status as string,
        items: count(items, (item) => item.status === status),
      })),
      { status: null, name: missingLabels.status, items: count(items, isUnreported) },
    ].filter((each) => each.items > 0),
    byPillar: plan.settings.pillars.map((pillar) =>
      row(
        pillar,
        items.filter((item) => item.pillar === pillar.id),
      ),
    ),
    byAgency: plan.agencies.map((agency) =>
      row(
        agency,
        items.filter((item) => item.agencies.includes(agency.id)),
      ),
    ),
    unreported: count(items, isUnreported),
    overdue: count(items, (item) => isOverdue(item, today)),
    withMilestones: dated.length,
    undated: count(dated, (item) => undatedMilestones(item).length > 0),
    milestones: dated.flatMap(milestonesOf).length,
    undatedMilestones: dated.flatMap(undatedMilestones).length,
  };
}

const count = (items: readonly Item[], test: (item: Item) => boolean) => items.filter(test).length;
