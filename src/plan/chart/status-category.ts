/** The categories by which charts count and color work: a status, or `not-reported`. */
import type { Status } from '../../../schemas/enums.ts';
import { missingLabels } from '../model/fields.ts';

export type StatusCategory = Status | 'not-reported';

/** The categories in the order of charts, with their names. */
const names = {
  completed: 'completed',
  'in-place': 'in place',
  'in-progress': 'in progress',
  'not-started': 'not started',
  'on-hold': 'on hold',
  superseded: 'superseded',
  cancelled: 'cancelled',
  'not-reported': missingLabels.status,
} as const satisfies Record<StatusCategory, string>;

export const statusCategories = Object.keys(names) as StatusCategory[];

export const categoryOf = ({ status }: { status?: Status | undefined }): StatusCategory =>
  status ?? 'not-reported';

/** `in-place` as "in place". */
export const categoryName = (category: StatusCategory): string => names[category];

/** The number of items or milestones in each category, in the order of charts; empty categories are left out. */
export function countByCategory(
  work: readonly { status?: Status | undefined }[],
): [StatusCategory, number][] {
  const counts = new Map<StatusCategory, number>();
  for (const each of work) counts.set(categoryOf(each), (counts.get(categoryOf(each)) ?? 0) + 1);
  return statusCategories.flatMap((category) =>
    counts.has(category) ? [[category, counts.get(category)!]] : [],
  );
}

/** "3 completed, 25 not reported". */
export const categoryCountsText = (counts: readonly (readonly [StatusCategory, number])[]): string =>
  counts.map(([category, count]) => `${count} ${categoryName(category)}`).join(', ');

/** Why a chart without items has nothing to draw. */
export const noItems = 'There are no items to show.';
