/** The fields of an item that lists show, sort and select by: one table, which every format reads. */

import { itemKinds, ratings, statuses } from '../../../schemas/enums.ts';
import type { FieldType } from '../../../schemas/field-types.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Clock } from './calendar-date.ts';
import {
  daysSinceUpdate,
  dueDates,
  firstDue,
  isOverdue,
  isRetired,
  isStale,
  isUndated,
  isUnreported,
  newestUpdate,
  nextDue,
  pendingMilestones,
} from './derived.ts';
import { idOf } from './plan.ts';
import { horizonsOf, milestonesOf, openMilestones, scheduleOf } from './timetable.ts';

/** What an absent fact is called: never a guess, never the pleasant value. */
export const missingLabels = {
  status: 'not reported',
  rating: 'not rated',
  kind: 'unknown',
  lead: 'unknown',
  due: 'no date set',
} as const;

export interface Field {
  /** What the field says, in a few words. */
  description: string;
  /** The fact itself, as JSON has it; null where it is absent. */
  value(item: Item, clock: Clock): unknown;
  /** The fact in words; by default its value's. */
  text?(item: Item): string;
  /** What to call its absence; by default nothing. */
  absent?(item: Item): string;
  /** Its values in their own order, where that is not the alphabet's. */
  order?: readonly string[];
  /** What its values are, for expressions and for formats that tell numbers and days from words. */
  kind: FieldType;
  /** An expression that asks by it. */
  example: string;
  /** It follows from the day or from the reports, so nobody can set it. */
  derived?: true;
  /** It may not be there; every other is, if only by the word that says it is unknown. */
  nullable?: true;
}

const words: FieldType = { list: 'text' };
const days: FieldType = { list: 'date' };

export const fields = {
  id: { description: 'its id', value: idOf, kind: 'text', example: 'id in ["5", "7"]' },
  pillar: {
    description: 'the part of the plan it stands in',
    value: (item) => item.pillar,
    kind: 'text',
    example: 'pillar == "PILLAR"',
  },
  objective: {
    description: 'what it is to bring about',
    value: (item) => item.objective,
    kind: 'text',
    example: 'objective.contains("victims")',
  },
  action: {
    description: 'what is to be done',
    value: (item) => item.action,
    kind: 'text',
    example: 'action.matches("(?i)training")',
  },
  measure: {
    description: 'how success is to be seen',
    value: (item) => item.measure,
    kind: 'text',
    example: 'measure.startsWith("Number of")',
  },
  agencies: {
    description: "who is responsible, in the source's order",
    value: (item) => item.agencies,
    kind: words,
    example: '"AGENCY" in agencies && agencies.size() > 1',
  },
  lead: {
    description: 'which agency leads',
    value: (item) => item.lead ?? null,
    absent: () => missingLabels.lead,
    kind: 'text',
    example: 'lead == "unknown"',
  },
  kind: {
    description: `${itemKinds.join(' or ')}`,
    value: (item) => item.kind ?? null,
    absent: () => missingLabels.kind,
    order: itemKinds,
    kind: 'text',
    example: 'kind == "business-as-usual"',
  },
  horizon: {
    description: 'the spans its milestones fall in, or ongoing, or trigger',
    value: horizonsOf,
    kind: words,
    example: '"ongoing" in horizon || "trigger" in horizon',
  },
  timetable: {
    description: 'when the work is done, in words',
    value: timetableValue,
    text: timetableText,
    kind: 'text',
    example: 'timetable.contains("review")',
  },
  due: {
    description: 'the nearest date that an open milestone is to meet',
    value: nextDue,
    absent: noDue,
    kind: 'date',
    example: 'due < date("2027-01-01")',
    nullable: true,
  },
  'due-dates': {
    description: 'the dates that its open milestones are to meet, nearest first',
    value: dueDates,
    kind: days,
    example: 'dueDates.exists(day, day.within("2026-Q4"))',
    derived: true,
  },
  undated: {
    description: 'an open milestone has no date',
    value: isUndated,
    kind: 'flag',
    example: 'undated && !unreported',
    derived: true,
  },
  'open-milestones': {
    description: 'how many of its milestones are neither completed nor given up',
    value: (item) => openMilestones(item).length,
    kind: 'number',
    example: 'openMilestones > 1',
    derived: true,
  },
  status: {
    description: 'where the work stands',
    value: (item) => item.status ?? null,
    absent: () => missingLabels.status,
    order: statuses,
    kind: 'text',
    example: '!(status in ["completed", "cancelled"])',
  },
  rating: {
    description: 'confidence that it will be done as planned',
    value: (item) => item.rating ?? null,
    absent: () => missingLabels.rating,
    order: ratings,
    kind: 'text',
    example: 'rating == "off-track" || rating == "at-risk"',
  },
  overdue: {
    description: 'an open milestone’s date has passed',
    value: (item, { today }) => isOverdue(item, today),
    kind: 'flag',
    example: 'overdue && rating == "on-track"',
    derived: true,
  },
  unreported: {
    description: 'nobody has said where it stands',
    value: isUnreported,
    kind: 'flag',
    example: 'unreported && due < date("+30d")',
    derived: true,
  },
  stale: {
    description: 'still open, and its newest report is old; an item without any is unreported, not stale',
    value: isStale,
    kind: 'flag',
    example: 'stale || unreported',
    derived: true,
  },
  retired: {
    description: 'the day it was retired; only with `--retired` are such items among those asked about',
    value: (item) => item.retired?.recorded ?? null,
    kind: 'date',
    example: 'retired > date("2026-06-30")',
    nullable: true,
  },
  'as-of': {
    description: 'the day the newest report is true for',
    value: (item) => newestUpdate(item)?.['as-of'] ?? null,
    absent: () => missingLabels.status,
    kind: 'date',
    example: 'asOf < date("-3m")',
    nullable: true,
  },
  'days-since-update': {
    description: 'how many days ago that was',
    value: (item, { today }) => daysSinceUpdate(item, today),
    absent: () => missingLabels.status,
    kind: 'number',
    example: 'daysSinceUpdate > 90',
    nullable: true,
    derived: true,
  },
  'report-count': {
    description: 'how many reports there are on it and its milestones',
    value: (item) => item.updates?.length ?? 0,
    kind: 'number',
    example: 'reportCount == 0',
    derived: true,
  },
  'evidence-count': {
    description: 'how many pieces of evidence those reports name',
    value: (item) => (item.updates ?? []).reduce((sum, { evidence = [] }) => sum + evidence.length, 0),
    kind: 'number',
    example: 'status == "completed" && evidenceCount == 0',
    derived: true,
  },
  note: {
    description: "the newest report's note",
    value: (item) => newestUpdate(item)?.note ?? null,
    kind: 'text',
    example: 'has(note) && note.contains("funding")',
    nullable: true,
  },
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
  return pendingMilestones(item).length > 0 ? missingLabels.due : 'none open';
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
