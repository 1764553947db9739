/** The fingerprint of the frozen fields of an item. */
import { frozenFields } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { milestonesOf, scheduleOf } from './timetable.ts';

/** The fingerprint of an item, for its `wording`. @param sha256 SHA-256 of a text, in hexadecimal */
export const fingerprint = (item: Item, sha256: (text: string) => string): string =>
  `sha256:${sha256(frozenText(item))}`;

/** The text whose SHA-256 is the fingerprint: the frozen fields in their order, as JSON. */
export const frozenText = (item: Item): string =>
  JSON.stringify(
    frozenFields.item.flatMap((field) => {
      if (field === 'timetable') return [frozenTimetable(item)];
      if (field === 'source') return [item.source?.agencies ?? null, item.source?.timetable ?? null];
      return [item[field]];
    }),
  );

function frozenTimetable(item: Item): unknown {
  const schedule = scheduleOf(item);
  if (schedule !== 'milestones') return [schedule, item.timetable[schedule]!.text];
  const milestones = milestonesOf(item).map((milestone) =>
    frozenFields.milestone.map((field) => milestone[field] ?? (field === 'agencies' ? [] : null)),
  );
  return [schedule, milestones];
}

/** Whether the fingerprint depends on the value at a path in an item; in it, a milestone goes by its id. */
export function isInFingerprint([key = '', list, , inner]: readonly string[]): boolean {
  const { item, milestone }: Readonly<Record<keyof typeof frozenFields, readonly string[]>> = frozenFields;
  if (!item.includes(key)) return false;
  return list !== 'milestones' || inner === undefined || milestone.includes(inner);
}
