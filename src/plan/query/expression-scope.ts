/** What expressions know: an item, the plan and the day. */

import type { FieldType } from '../../../schemas/field-types.ts';
import { fileTypes } from '../../../schemas/generated/file-types.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Clock } from '../model/calendar-date.ts';
import { isOverdue, nextDue } from '../model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, timetableText } from '../model/fields.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { filterFieldOf, filterValuesOf } from './filters.ts';

const fieldsOf = (kind: FieldType) => (typeof kind === 'object' && 'fields' in kind ? kind.fields : {});

/** As in its file, but that an id is always text; what follows from it beside it; and under `x` the keys of one's own. */
const item: FieldType = {
  fields: {
    ...fieldsOf(fileTypes.item),
    id: 'text',
    overdue: 'flag',
    'next-due': 'date',
    x: { map: 'any' },
  },
};

const { validation: _, ...settings } = fieldsOf(fileTypes.plan);

export const scope = {
  item,
  /** `plan.yaml`, the register and the items. */
  plan: { fields: { ...settings, ...fieldsOf(fileTypes.agencies), items: { list: item } } },
  today: 'date',
} as const satisfies Record<string, FieldType>;

/** What a question knows: beside that, the fields of lists, whose names can stand alone. */
export const queryScope = {
  ...scope,
  facts: {
    fields: Object.fromEntries(
      fieldNames.map((name): [string, FieldType] => [name, (fields[name] as Field).kind]),
    ),
  },
} as const satisfies Record<string, FieldType>;

/**
 * These fields of an item, as questions see them: what filters know by a word is never absent, so a status that nobody
 * reported is `not-reported`.
 */
export const fieldValues = (item: Item, clock: Clock, wanted: readonly string[]): object =>
  Object.fromEntries(wanted.map((name) => [name, fact(name as FieldName, item, clock) ?? undefined]));

function fact(name: FieldName, item: Item, clock: Clock): unknown {
  const field: Field = fields[name];
  const dimension = filterFieldOf(name);
  if (dimension === null) return name === 'timetable' ? timetableText(item) : field.value(item, clock);
  const words = filterValuesOf(dimension, item);
  return typeof field.kind === 'object' ? words : words[0];
}

export function itemValues(item: Item, today: string): object {
  const facts: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  // An item that is remembered has its keys further up.
  for (const key in item) {
    const value = item[key as keyof Item];
    facts[key] = value;
    if (key.startsWith('x-')) own[key.slice('x-'.length)] = value;
  }
  return {
    ...facts,
    id: idOf(item),
    overdue: isOverdue(item, today),
    'next-due': nextDue(item) ?? undefined,
    x: own,
  };
}

export const planValues = ({ settings, agencies, items }: Plan, today: string): object => ({
  ...settings,
  agencies,
  items: items.map((item) => itemValues(item, today)),
});
