/** Items in numbers, each beside what it is a part of. Retired items are in none of them. */

import { ratings, statuses } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import { isOverdue, isRetired, isUnreported } from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { isClosed, milestonesOf, openMilestones } from '../model/timetable.ts';

export interface Stats {
  items: number;
  reported: number;
  offTrack: number;
  atRisk: number;
  /** Work that has an end: of these alone some can be completed, overdue or without a date. */
  withMilestones: number;
  completed: number;
  overdue: number;
  /** Open work of which some open milestone has no date; and how many such milestones there are. */
  undated: number;
  milestones: number;
  closedMilestones: number;
  undatedMilestones: number;
  /** Ongoing work, and work that waits for a trigger: of these some are in place. */
  standing: number;
  inPlace: number;
}

export function computeStats(all: readonly Item[], today: string): Stats {
  const items = all.filter((item) => !isRetired(item));
  const count = (test: (item: Item) => boolean) => items.filter(test).length;
  const ending = items.filter(hasMilestones);
  return {
    items: items.length,
    reported: count((item) => !isUnreported(item)),
    offTrack: count(({ rating }) => rating === 'off-track'),
    atRisk: count(({ rating }) => rating === 'at-risk'),
    withMilestones: ending.length,
    completed: ending.filter(({ status }) => status === 'completed').length,
    overdue: ending.filter((item) => isOverdue(item, today)).length,
    undated: ending.filter((item) => toBeDated(item).length > 0).length,
    milestones: ending.flatMap(milestonesOf).length,
    closedMilestones: ending.flatMap(milestonesOf).length - ending.flatMap(openMilestones).length,
    undatedMilestones: ending.flatMap(toBeDated).length,
    standing: items.length - ending.length,
    inPlace: count(({ status }) => status === 'in-place'),
  };
}

/** The milestones that somebody should give a date to. */
export const toBeDated = (item: Item): Milestone[] =>
  isClosed(item.status) ? [] : openMilestones(item).filter(({ due }) => due === undefined);

export const hasMilestones = (item: Item): boolean => milestonesOf(item).length > 0;

/** A pillar or an agency, and its items in numbers. */
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

/** An item counts once for each of its agencies, so these add up to more than there are items. */
export const byAgency = ({ agencies, items }: Plan, today: string): GroupStats[] =>
  agencies.map(({ id, name }) => ({
    id,
    name,
    ...computeStats(
      items.filter((item) => item.agencies.includes(id)),
      today,
    ),
  }));

/** How many items have a value now, and how many had it at the beginning; null where that is not known. */
export interface ValueCount {
  /** Null for the items that have none. */
  value: string | null;
  now: number;
  before: number | null;
}

/** Every status, or rating, that an item has at one of the points, then the items without one. */
export function valueCounts(
  field: 'status' | 'rating',
  now: readonly Item[],
  before: readonly Item[] | null,
): ValueCount[] {
  const having = (items: readonly Item[], value: string | null) =>
    items.filter((item) => !isRetired(item) && (item[field] ?? null) === value).length;
  return [...(field === 'status' ? statuses : ratings), null]
    .map((value) => ({ value, now: having(now, value), before: before && having(before, value) }))
    .filter((row) => row.now + (row.before ?? 0) > 0);
}

/** What nobody said, in numbers. */
export const unknownsOf = (items: readonly Item[]) => {
  const live = items.filter((item) => !isRetired(item));
  return {
    lead: live.filter(({ lead }) => lead === undefined).length,
    kind: live.filter(({ kind }) => kind === undefined).length,
    rating: live.filter(({ rating }) => rating === undefined).length,
  };
};
