/** Counts of items, each with the count that it is a part of. Retired items are in none of them. */

import type { Item } from '../../../schemas/item.ts';
import {
  chargedMilestones,
  type FactScope,
  hasMilestones,
  isOverdue,
  isReportedBy,
  isRetired,
  isUndated,
  undatedMilestones,
} from '../model/derived.ts';
import type { Plan } from '../model/plan.ts';
import { currentStatus } from '../model/status.ts';
import { isClosed } from '../model/timetable.ts';
import { isReported } from '../model/updates.ts';

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

/** @param agency counts for this agency alone: its own updates, and the milestones charged to it */
export function computeStats(all: readonly Item[], scope: FactScope, agency?: string): Stats {
  const items = all.filter((item) => !isRetired(item));
  const charged = agency === undefined ? scope : { ...scope, chargedTo: [agency] };
  const scheduled = items.filter(hasMilestones);
  const milestones = scheduled.flatMap((item) => chargedMilestones(item, charged));
  return {
    items: items.length,
    reported: count(items, (item) => (agency === undefined ? isReported(item) : isReportedBy(item, agency))),
    offTrack: count(items, ({ rating }) => rating === 'off-track'),
    atRisk: count(items, ({ rating }) => rating === 'at-risk'),
    withMilestones: scheduled.length,
    completed: count(scheduled, (item) => currentStatus(item).status === 'completed'),
    overdue: count(scheduled, (item) => isOverdue(item, charged)),
    undated: count(scheduled, (item) => isUndated(item, charged)),
    milestones: milestones.length,
    closedMilestones: milestones.filter(({ status }) => isClosed(status)).length,
    undatedMilestones: scheduled.flatMap((item) => undatedMilestones(item, charged)).length,
    withoutMilestones: items.length - scheduled.length,
    inPlace: count(items, (item) => currentStatus(item).status === 'in-place'),
  };
}

const count = (items: readonly Item[], test: (item: Item) => boolean) => items.filter(test).length;

/** The counts of one pillar or agency. */
export interface GroupStats extends Stats {
  id: string;
  name: string;
}

export const byPillar = ({ settings, items }: Plan, scope: FactScope): GroupStats[] =>
  settings.pillars.map(({ id, name }) => ({
    id,
    name,
    ...computeStats(
      items.filter((item) => item.pillar === id),
      scope,
    ),
  }));

/** An item counts once for each of its agencies, so the sum is more than the number of items where some are shared. */
export const byAgency = ({ agencies, items }: Plan, scope: FactScope): GroupStats[] =>
  agencies.map(({ id, name }) => ({
    id,
    name,
    ...computeStats(
      items.filter((item) => item.agencies.includes(id)),
      scope,
      id,
    ),
  }));

/** How many items have no stated lead, kind or rating. */
export const unknownsOf = (items: readonly Item[]) => {
  const active = items.filter((item) => !isRetired(item));
  return {
    lead: count(active, ({ lead }) => lead === undefined),
    kind: count(active, ({ kind }) => kind === undefined),
    rating: count(active, ({ rating }) => rating === undefined),
  };
};
