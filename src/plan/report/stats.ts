/** Counts of items, each with the count that it is a part of. Retired items are in none of them. */

import { ratings, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import {
  hasMilestones,
  isOverdue,
  isReported,
  isRetired,
  isUndated,
  undatedMilestones,
} from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { milestonesOf, openMilestones } from '../model/timetable.ts';

export interface Stats {
  items: number;
  /** Of `items`. */
  reported: number;
  offTrack: number;
  atRisk: number;
  /** Items with milestones: the denominator of `completed`, `overdue` and `undated`. */
  withMilestones: number;
  completed: number;
  overdue: number;
  undated: number;
  /** All milestones of these items: the denominator of `closedMilestones` and `undatedMilestones`. */
  milestones: number;
  closedMilestones: number;
  undatedMilestones: number;
  /** Ongoing items and items that wait for a trigger: the denominator of `inPlace`. */
  withoutMilestones: number;
  inPlace: number;
}

export function computeStats(all: readonly Item[], today: string): Stats {
  const items = all.filter((item) => !isRetired(item));
  const scheduled = items.filter(hasMilestones);
  const milestones = scheduled.flatMap(milestonesOf).length;
  return {
    items: items.length,
    reported: count(items, isReported),
    offTrack: count(items, ({ rating }) => rating === 'off-track'),
    atRisk: count(items, ({ rating }) => rating === 'at-risk'),
    withMilestones: scheduled.length,
    completed: count(scheduled, ({ status }) => status === 'completed'),
    overdue: count(scheduled, (item) => isOverdue(item, today)),
    undated: count(scheduled, isUndated),
    milestones,
    closedMilestones: milestones - scheduled.flatMap(openMilestones).length,
    undatedMilestones: scheduled.flatMap(undatedMilestones).length,
    withoutMilestones: items.length - scheduled.length,
    inPlace: count(items, ({ status }) => status === 'in-place'),
  };
}

const count = (items: readonly Item[], test: (item: Item) => boolean) => items.filter(test).length;

/** The counts of one pillar or agency. */
export interface GroupStats extends Stats {
  id: string;
  name: string;
}

export const byPillar = ({ settings, items }: Plan, today: string): GroupStats[] =>
  settings.pillars.map(({ id, name }) => ({
    id,
    name,
    ...computeStats(
      items.filter((item) => item.pillar === id),
      today,
    ),
  }));

/** An item counts once for each of its agencies, so the sum is more than the number of items where some are shared. */
export const byAgency = ({ agencies, items }: Plan, today: string): GroupStats[] =>
  agencies.map(({ id, name }) => ({
    id,
    name,
    ...computeStats(
      items.filter((item) => item.agencies.includes(id)),
      today,
    ),
  }));

/** How many items have a value now, and how many had it at the start of the period; null where there is no period. */
export interface ValueCount {
  /** Null for the items without a value. */
  value: string | null;
  now: number;
  before: number | null;
}

/** Every status, or rating, that an item has now or had before, then the items without one. */
export function valueCounts(
  field: 'status' | 'rating',
  now: readonly Item[],
  before: readonly Item[] | null,
): ValueCount[] {
  const having = (items: readonly Item[], value: string | null) =>
    count(items, (item) => !isRetired(item) && (item[field] ?? null) === value);
  return [...(field === 'status' ? statuses : ratings), null]
    .map((value) => ({ value, now: having(now, value), before: before && having(before, value) }))
    .filter((row) => row.now + (row.before ?? 0) > 0);
}

/** How many items have no stated lead, kind or rating. */
export const unknownsOf = (items: readonly Item[]) => {
  const active = items.filter((item) => !isRetired(item));
  return {
    lead: count(active, ({ lead }) => lead === undefined),
    kind: count(active, ({ kind }) => kind === undefined),
    rating: count(active, ({ rating }) => rating === undefined),
  };
};
