/** The types and values of the names in expressions: `item`, `plan`, `today` and the fields of an item. */

import type { FieldType } from '../../../schemas/field-types.ts';
import { fileTypes } from '../../../schemas/generated/file-types.ts';
import type { Item } from '../../../schemas/item.ts';
import { fromPublicName, publicNames } from '../model/audience.ts';
import { type FactScope, isOverdue, nextDue } from '../model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, timetableText } from '../model/fields.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { filterFieldOf, filterValuesOf } from './filters.ts';

const fieldTypesOf = (type: FieldType) => (typeof type === 'object' && 'fields' in type ? type.fields : {});

/** As in its file, with the id as text, two derived fields, and the `x-` keys under `x`. */
const itemType: FieldType = {
  fields: {
    ...fieldTypesOf(fileTypes.item),
    id: 'text',
    overdue: 'flag',
    'next-due': 'date',
    x: { map: 'any' },
  },
};

const { validation: _, ...settings } = fieldTypesOf(fileTypes.plan);

/** The names in the expressions of custom rules. */
export const scope = {
  item: itemType,
  /** plan.yaml, agencies.yaml and the items. */
  plan: { fields: { ...settings, ...fieldTypesOf(fileTypes.agencies), items: { list: itemType } } },
  today: 'date',
} as const satisfies Record<string, FieldType>;

/** A field that is always absent: `due.within(…)` uses it where a milestone without a date makes the result unknown. */
export const noDueDate = 'undatedDue';

/** The names in queries: also `facts`, whose fields can be used by their names alone, also those of public outputs. */
export const queryScope = {
  ...scope,
  facts: {
    fields: {
      ...Object.fromEntries(
        [...fieldNames, ...publicNames.map(([, name]) => name)].map((name): [string, FieldType] => [
          name,
          (fields[fromPublicName(name) as FieldName] as Field).kind,
        ]),
      ),
      [noDueDate]: 'flag',
    },
  },
} as const satisfies Record<string, FieldType>;

/** The `facts` of an item. Fields that filters can filter by are never absent: an unknown status is `not-reported`. */
export const fieldValues = (item: Item, scope: FactScope, wanted: readonly string[]): object =>
  Object.fromEntries(
    wanted
      .filter((name) => name !== noDueDate)
      .map((name) => [name, factValue(fromPublicName(name) as FieldName, item, scope) ?? undefined]),
  );

function factValue(name: FieldName, item: Item, scope: FactScope): unknown {
  const field: Field = fields[name];
  const filterField = filterFieldOf(name);
  if (filterField === null) return name === 'timetable' ? timetableText(item) : field.value(item, scope);
  const values = filterValuesOf(filterField, item);
  return typeof field.kind === 'object' ? values : values[0];
}

export function itemValues(item: Item, scope: FactScope): object {
  const values: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  // An item that is read lazily from the cache has its keys on its prototype, so use `in`.
  for (const key in item) {
    const value = item[key as keyof Item];
    values[key] = value;
    if (key.startsWith('x-')) own[key.slice('x-'.length)] = value;
  }
  return {
    ...values,
    id: idOf(item),
    overdue: isOverdue(item, scope),
    'next-due': nextDue(item, scope) ?? undefined,
    x: own,
  };
}

export const planValues = ({ settings, agencies, items }: Plan, scope: FactScope): object => ({
  ...settings,
  agencies,
  items: items.map((item) => itemValues(item, scope)),
});
