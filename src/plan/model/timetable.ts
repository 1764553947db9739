/** The timetable of an item: milestones, ongoing work or a trigger. */

import { type Schedule, type Status, schedules } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';

/** Which kind of timetable an item has. */
export const scheduleOf = (item: Item): Schedule =>
  schedules.find((schedule) => item.timetable[schedule] !== undefined)!;

export const milestonesOf = (item: Item): readonly Milestone[] => item.timetable.milestones ?? [];

/** The horizons of its milestones, each once; else `ongoing` or `trigger`. */
export function horizonsOf(item: Item): string[] {
  const schedule = scheduleOf(item);
  if (schedule !== 'milestones') return [schedule];
  return [...new Set(milestonesOf(item).flatMap(({ horizon }) => horizon ?? []))];
}

const closed: readonly (Status | undefined)[] = ['completed', 'cancelled', 'superseded'];

/** Whether work with this status is done or given up; leaving such a status needs a reason. */
export const isClosed = (status: Status | undefined): boolean => closed.includes(status);

/** The milestones that are not closed, whatever the status of the item: see also `pendingMilestones`. */
export const openMilestones = (item: Item): Milestone[] =>
  milestonesOf(item).filter(({ status }) => !isClosed(status));

/** The statuses that an item with this timetable can have. */
export const statusesFor: Record<Schedule, readonly Status[]> = {
  milestones: ['not-started', 'in-progress', 'completed', 'on-hold', 'cancelled', 'superseded'],
  ongoing: ['not-started', 'in-progress', 'in-place', 'on-hold', 'cancelled', 'superseded'],
  trigger: ['not-started', 'in-progress', 'in-place', 'on-hold', 'cancelled', 'superseded'],
};
