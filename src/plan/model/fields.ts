/** The table of fields that lists, filters, sorting, expressions and exports use. */

import { itemKinds, ratings, statuses } from '../../../schemas/enums.ts';
import type { FieldType } from '../../../schemas/field-types.ts';
import type { Item } from '../../../schemas/item.ts';
import { effectiveDay } from './as-of.ts';
import {
  daysPastDue,
  daysSinceUpdate,
  dueDates,
  type FactScope,
  firstDue,
  isOverdue,
  isRetired,
  isStale,
  isUndated,
  isUnreported,
  nextDue,
  pendingMilestones,
} from './derived.ts';
import { idOf } from './plan.ts';
import { currentStatus, type StatusValue } from './status.ts';
import { horizonsOf, milestonesOf, openMilestones, scheduleOf } from './timetable.ts';
import { isReported, listedUpdates, newestUpdate } from './updates.ts';

/** How absent values are printed. See also `missingStatusLabels`. */
export const missingLabels = {
  status: 'not reported',
  rating: 'not rated',
  kind: 'unknown',
  lead: 'unknown',
  due: 'no date set',
} as const;

export interface Field {
  /** A short description, for `plan fields`. */
  description: string;
  /** The value as in JSON; null where it is absent. */
  value(item: Item, scope: FactScope): unknown;
  /** The value as text; by default from `value`. */
  text?(item: Item): string;
  /** The text for an absent value; by default empty. */
  absent?(item: Item, scope: FactScope): string;
  /** The order of its values for sorting, where it is not alphabetical. */
  order?: readonly string[];
  /** The type of its values, for expressions and formats. */
  kind: FieldType;
  /** An expression that uses it. */
  example: string;
  /** It is derived from other values, so it cannot be set. */
  derived?: true;
  /** It can be absent in expressions; all other fields have a value, such as `unknown`. */
  nullable?: true;
}

const textList: FieldType = { list: 'text' };
const dateList: FieldType = { list: 'date' };

export const fields = {
  id: { description: 'its id', value: idOf, kind: 'text', example: 'id in ["5", "7"]' },
  pillar: {
    description: 'its pillar: a part of the plan',
    value: (item) => item.pillar,
    kind: 'text',
    example: 'pillar == "PILLAR"',
  },
  objective: {
    description: 'what it is to achieve',
    value: (item) => item.objective,
    kind: 'text',
    example: 'objective.contains("victims")',
  },
  action: {
    description: 'what is to be done',
    value: (item) => item.action,
    kind: 'text',
    example: 'action.matches("(?i)train")',
  },
  measure: {
    description: 'how success is measured',
    value: (item) => item.measure,
    kind: 'text',
    example: 'measure.startsWith("Number of")',
  },
  agencies: {
    description: 'the responsible agencies, in the order of the source',
    value: (item) => item.agencies,
    kind: textList,
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
    description: 'the horizons of its milestones, or ongoing, or trigger',
    value: horizonsOf,
    kind: textList,
    example: '"ongoing" in horizon || "trigger" in horizon',
  },
  timetable: {
    description: 'when the work is done, as text',
    value: timetableValue,
    text: timetableText,
    kind: 'text',
    example: 'timetable.contains("review")',
  },
  due: {
    description: 'the earliest due date of an open milestone',
    value: nextDue,
    absent: noDue,
    kind: 'date',
    example: 'due < date("2027-01-01")',
    nullable: true,
  },
  'due-dates': {
    description: 'the due dates of its open milestones, earliest first',
    value: dueDates,
    kind: dateList,
    example: 'dueDates.exists(day, day.within("2026-Q4"))',
    derived: true,
  },
  undated: {
    description: 'whether an open milestone has no due date',
    value: isUndated,
    kind: 'flag',
    example: 'undated && !unreported',
    derived: true,
  },
  'open-milestones': {
    description: 'the number of its milestones that are not closed',
    value: (item) => openMilestones(item).length,
    kind: 'number',
    example: 'openMilestones > 1',
    derived: true,
  },
  status: {
    description: 'its status; without one of its own, the one that its milestones imply',
    value: (item) => currentStatus(item).status,
    absent: (item) => missingStatusLabels[isReported(item) ? 'no-status' : 'not-reported'],
    order: statuses,
    kind: 'text',
    example: '!(status in ["completed", "cancelled"])',
  },
  'status-from': {
    description: 'where the status comes from: `item`, or `milestones` where they imply it',
    value: (item) => currentStatus(item).from,
    kind: 'text',
    example: 'has(statusFrom) && statusFrom == "milestones"',
    nullable: true,
    derived: true,
  },
  rating: {
    description: 'how likely it is to be done as planned',
    value: (item) => item.rating ?? null,
    absent: () => missingLabels.rating,
    order: ratings,
    kind: 'text',
    example: 'rating == "off-track" || rating == "at-risk"',
  },
  overdue: {
    description: 'whether the due date of an open milestone has passed',
    value: isOverdue,
    kind: 'flag',
    example: 'overdue && rating == "on-track"',
    derived: true,
  },
  'days-past-due': {
    description: 'the number of days since the earliest due date that has passed',
    value: daysPastDue,
    kind: 'number',
    example: 'overdue && daysPastDue > 30',
    nullable: true,
    derived: true,
  },
  unreported: {
    description: 'whether neither it nor one of its milestones has an update',
    value: isUnreported,
    kind: 'flag',
    example: 'unreported && due < date("+30d")',
    derived: true,
  },
  stale: {
    description:
      'whether it is open and its newest update is old; an item without updates is unreported, not stale',
    value: isStale,
    kind: 'flag',
    example: 'stale || unreported',
    derived: true,
  },
  retired: {
    description: 'the day it was retired; needs `--retired`',
    value: ({ retired }) => (retired ? effectiveDay(retired) : null),
    kind: 'date',
    example: 'retired > date("2026-06-30")',
    nullable: true,
  },
  'as-of': {
    description: 'the day that the newest update is true for',
    value: (item) => newestUpdate(item)?.['as-of'] ?? null,
    absent: () => missingLabels.status,
    kind: 'date',
    example: 'asOf < date("-3m")',
    nullable: true,
  },
  'days-since-update': {
    description: 'the number of days since then',
    value: (item, { today }) => daysSinceUpdate(item, today),
    absent: () => missingLabels.status,
    kind: 'number',
    example: 'daysSinceUpdate > 90',
    nullable: true,
    derived: true,
  },
  'report-count': {
    description: 'the number of updates of it and its milestones',
    value: (item) => listedUpdates(item).length,
    kind: 'number',
    example: 'reportCount == 0',
    derived: true,
  },
  'evidence-count': {
    description: 'the number of pieces of evidence in its updates',
    value: (item) => listedUpdates(item).reduce((sum, { evidence = [] }) => sum + evidence.length, 0),
    kind: 'number',
    example: 'status == "completed" && evidenceCount == 0',
    derived: true,
  },
  note: {
    description: 'the note of the newest update',
    value: (item) => newestUpdate(item)?.note ?? null,
    kind: 'text',
    example: 'has(note) && note.contains("funding")',
    nullable: true,
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

/** How an absent status is printed: `no-status` where there are updates, none of which has a status. */
export const missingStatusLabels = {
  'no-status': 'no status',
  'not-reported': missingLabels.status,
} as const satisfies Partial<Record<StatusValue, string>>;

/** The value of a field as text. */
export function fieldText(name: FieldName, item: Item, scope: FactScope): string {
  const field: Field = fields[name];
  if (field.text) return field.text(item);
  const value = field.value(item, scope);
  if (value === null) return field.absent?.(item, scope) ?? '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The text for an item without a next due date. */
function noDue(item: Item, scope: FactScope): string {
  if (isRetired(item)) return 'retired';
  const schedule = scheduleOf(item);
  if (schedule !== 'milestones') return schedule;
  return pendingMilestones(item, scope).length > 0 ? missingLabels.due : 'none open';
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
