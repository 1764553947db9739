/** Where work stands, as pictures order and name it: what is done first, what nobody has said last. */
import type { Status } from '../../../schemas/enums.ts';
import { missingLabels } from '../model/fields.ts';

/** A status, or that nobody has reported one. */
export type StatusCategory = Status | 'not-reported';

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

/** As a person says it. */
export const categoryName = (standing: StatusCategory): string => names[standing];

/** How many stand where, in the order of `standings`; those where none stands are left out. */
export function countByCategory(
  work: readonly { status?: Status | undefined }[],
): [StatusCategory, number][] {
  const counts = new Map<StatusCategory, number>();
  for (const each of work) counts.set(categoryOf(each), (counts.get(categoryOf(each)) ?? 0) + 1);
  return statusCategories.flatMap((standing) =>
    counts.has(standing) ? [[standing, counts.get(standing)!]] : [],
  );
}

/** "3 completed, 25 not reported". */
export const categoryCountsText = (counts: readonly (readonly [StatusCategory, number])[]): string =>
  counts.map(([standing, count]) => `${count} ${categoryName(standing)}`).join(', ');
