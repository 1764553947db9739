/** Where work stands, as pictures order and name it: what is done first, what nobody has said last. */
import type { Status } from '../../../schemas/enums.ts';
import { unknown } from '../model/fields.ts';

/** A status, or that nobody has reported one. */
export type Standing = Status | 'not-reported';

const names = {
  completed: 'completed',
  'in-place': 'in place',
  'in-progress': 'in progress',
  'not-started': 'not started',
  'on-hold': 'on hold',
  superseded: 'superseded',
  cancelled: 'cancelled',
  'not-reported': unknown.status,
} as const satisfies Record<Standing, string>;

export const standings = Object.keys(names) as Standing[];

export const standingOf = ({ status }: { status?: Status | undefined }): Standing => status ?? 'not-reported';

/** As a person says it. */
export const standingName = (standing: Standing): string => names[standing];

/** How many stand where, in the order of `standings`; those where none stands are left out. */
export function tally(work: readonly { status?: Status | undefined }[]): [Standing, number][] {
  const counts = new Map<Standing, number>();
  for (const each of work) counts.set(standingOf(each), (counts.get(standingOf(each)) ?? 0) + 1);
  return standings.flatMap((standing) => (counts.has(standing) ? [[standing, counts.get(standing)!]] : []));
}

/** "3 completed, 25 not reported". */
export const tallyText = (counts: readonly (readonly [Standing, number])[]): string =>
  counts.map(([standing, count]) => `${count} ${standingName(standing)}`).join(', ');
