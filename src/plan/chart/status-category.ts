/** How charts count and name work by its status. */
import { missingStatusLabels } from '../model/fields.ts';
import type { StatusValue } from '../model/status.ts';

/** The statuses in the order of charts, with their names. */
const names = {
  completed: 'completed',
  'in-place': 'in place',
  'in-progress': 'in progress',
  'not-started': 'not started',
  'on-hold': 'on hold',
  superseded: 'superseded',
  cancelled: 'cancelled',
  ...missingStatusLabels,
} as const satisfies Record<StatusValue, string>;

export const statusCategories = Object.keys(names) as StatusValue[];

/** `in-place` as "in place". */
export const categoryName = (category: StatusValue): string => names[category];

/** How often each status occurs, in the order of charts; those that do not occur are left out. */
export function countByCategory(values: readonly StatusValue[]): [StatusValue, number][] {
  const counts = new Map<StatusValue, number>();
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1);
  return statusCategories.flatMap((category) =>
    counts.has(category) ? [[category, counts.get(category)!]] : [],
  );
}

/** "3 completed, 25 not reported". */
export const categoryCountsText = (counts: readonly (readonly [StatusValue, number])[]): string =>
  counts.map(([category, count]) => `${count} ${categoryName(category)}`).join(', ');

/** Why a chart without items has nothing to draw. */
export const noItems = 'There are no items to show.';
