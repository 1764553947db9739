/** The fields of an item that lists show, sort and select by: one table, which every format reads. */
import type { Item } from '../../schemas/item.ts';
import { kinds, ratings, statuses } from '../../schemas/words.ts';
import type { Clock } from './dates.ts';
import { firstDue, isOverdue, isRetired, isUnreported, newestUpdate, nextDue } from './derived.ts';
import { idOf } from './plan.ts';
import { horizonsOf, milestonesOf, openMilestones, scheduleOf } from './timetable.ts';

/** What an absent fact is called: never a guess, never the pleasant value. */
export const unknown = {
  status: 'not reported',
  rating: 'not rated',
  kind: 'unknown',
  lead: 'unknown',
  due: 'no date set',
} as const;

export interface Field {
  /** What the field says, in a few words. */
  meaning: string;
  /** The fact itself, as JSON has it; null where it is absent. */
  value(item: Item, clock: Clock): unknown;
  /** The fact in words; by default its value's. */
  text?(item: Item): string;
  /** What to call its absence; by default nothing. */
  absent?(item: Item): string;
  /** Its values in their own order, where that is not the alphabet's. */
  order?: readonly string[];
}

export const fields = {
  id: { meaning: 'its id', value: idOf },
  pillar: { meaning: 'the part of the plan it stands in', value: (item) => item.pillar },
  objective: { meaning: 'what it is to bring about', value: (item) => item.objective },
  action: { meaning: 'what is to be done', value: (item) => item.action },
  measure: { meaning: 'how success is to be seen', value: (item) => item.measure },
  agencies: { meaning: "who is responsible, in the source's order", value: (item) => item.agencies },
  lead: { meaning: 'which agency leads', value: (item) => item.lead ?? null, absent: () => unknown.lead },
  kind: {
    meaning: `${kinds.join(' or ')}`,
    value: (item) => item.kind ?? null,
    absent: () => unknown.kind,
    order: kinds,
  },
  horizon: {
    meaning: 'the spans its milestones fall in, or ongoing, or trigger',
    value: horizonsOf,
  },
  timetable: { meaning: 'when the work is done', value: timetableValue, text: timetableText },
  due: {
    meaning: 'the nearest date an open milestone is to meet',
    value: nextDue,
    absent: noDue,
  },
  status: {
    meaning: 'where the work stands',
    value: (item) => item.status ?? null,
    absent: () => unknown.status,
    order: statuses,
  },
  rating: {
    meaning: 'confidence that it will be done as planned',
    value: (item) => item.rating ?? null,
    absent: () => unknown.rating,
    order: ratings,
  },
  overdue: {
    meaning: 'an open milestone’s date has passed',
    value: (item, { today }) => isOverdue(item, today),
  },
  unreported: { meaning: 'nobody has said where it stands', value: isUnreported },
  retired: { meaning: 'the day it was retired', value: (item) => item.retired?.recorded ?? null },
  'as-of': {
    meaning: 'the day the newest report is true for',
    value: (item) => newestUpdate(item)?.['as-of'] ?? null,
    absent: () => unknown.status,
  },
  note: { meaning: "the newest report's note", value: (item) => newestUpdate(item)?.note ?? null },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

/** A field as words on a page. */
export function fieldText(name: FieldName, item: Item, clock: Clock): string {
  const field: Field = fields[name];
  if (field.text) return field.text(item);
  const value = field.value(item, clock);
  if (value === null) return field.absent?.(item) ?? '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Why there is no date: nobody set one, nothing is left to do, or work of this kind has none. */
function noDue(item: Item): string {
  if (isRetired(item)) return 'retired';
  const schedule = scheduleOf(item);
  if (schedule !== 'milestones') return schedule;
  return openMilestones(item).length > 0 ? unknown.due : 'none open';
}

function timetableValue(item: Item) {
  const { ongoing, trigger } = item.timetable;
  const milestones = milestonesOf(item).map((milestone) => ({
    id: milestone.id,
    horizon: milestone.horizon ?? null,
    due: milestone.due ?? null,
    firstDue: firstDue(item, milestone),
    task: milestone.task,
    agencies: milestone.agencies ?? [],
    status: milestone.status ?? null,
  }));
  return { milestones, ongoing: ongoing?.text ?? null, trigger: trigger?.text ?? null };
}

export function timetableText(item: Item): string {
  const { ongoing, trigger } = item.timetable;
  return (
    ongoing?.text ??
    trigger?.text ??
    milestonesOf(item)
      .map(({ id, horizon, task }) => [id, horizon && `${horizon}:`, task].filter(Boolean).join(' '))
      .join('; ')
  );
}
