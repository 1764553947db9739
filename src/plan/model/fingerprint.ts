/** The frozen words of an item, and their fingerprint. */
import type { Item } from '../../../schemas/item.ts';
import { milestonesOf, scheduleOf } from './timetable.ts';

/** The fingerprint that an item of these words has. `sha256` is that of a text, in hexadecimal. */
export const fingerprint = (item: Item, sha256: (text: string) => string): string =>
  `sha256:${sha256(frozenText(item))}`;

/** The text that `wording` is the fingerprint of: every fact the source gives, in a fixed order, as JSON. */
export function frozenText(item: Item): string {
  const { pillar, objective, action, measure, agencies, source } = item;
  return JSON.stringify([
    pillar,
    objective,
    action,
    measure,
    agencies,
    frozenTimetable(item),
    source?.agencies ?? null,
    source?.timetable ?? null,
  ]);
}

function frozenTimetable(item: Item): unknown {
  const schedule = scheduleOf(item);
  if (schedule !== 'milestones') return [schedule, item.timetable[schedule]!.text];
  return [
    schedule,
    milestonesOf(item).map(({ id, horizon, task, agencies }) => [id, horizon ?? null, task, agencies ?? []]),
  ];
}
