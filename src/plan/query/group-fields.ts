/** The fields that items can be grouped and counted by: those with a known set of values. */
import type { Item } from '../../../schemas/item.ts';
import { toKebab } from '../../util/normalize.ts';
import { unknownValue } from '../../util/suggest.ts';
import { fromPublicName } from '../model/audience.ts';
import type { FactScope } from '../model/derived.ts';
import { type Field, type FieldName, fields, missingLabels, missingStatusLabels } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import {
  type FilterFieldName,
  filterFieldNames,
  filterFieldOf,
  filterValues,
  filterValuesOf,
  flagNames,
  missingValues,
} from './filters.ts';

const noStatus = 'no-status';

/** A value of such a field. */
export interface GroupValue {
  /** As in JSON; null for unknown. */
  value: string | boolean | null;
  text: string;
}

export interface GroupField {
  field: FieldName;
  /** Every value, in the plan's order, whether or not an item has it; unknown last. */
  values: GroupValue[];
  /** The values of an item, each once. */
  of(item: Item): readonly GroupValue[];
  /** Whether an item can have several values. */
  isMany: boolean;
}

const fieldOf = (name: FilterFieldName): FieldName => (name === 'agency' ? 'agencies' : name);
export const groupFieldNames: readonly FieldName[] = [...filterFieldNames.map(fieldOf), ...flagNames];

/**
 * @param text the name of a field, or of its filter option
 * @throws PlanError `unknown-word`
 */
export function parseGroupField(text: string, plan: Plan, scope: FactScope): GroupField {
  const name = toKebab(text) === 'agency' ? 'agencies' : fromPublicName(toKebab(text));
  const field = groupFieldNames.find((each) => each === name);
  if (field === undefined) throw unknownValue(text, 'a field to count by', groupFieldNames);
  const filterField = filterFieldOf(field);
  return filterField === null ? flagField(field, scope) : valueField(field, filterField, plan);
}

function flagField(field: FieldName, scope: FactScope): GroupField {
  const [yes, no] = [
    { value: true, text: 'yes' },
    { value: false, text: 'no' },
  ];
  return {
    field,
    isMany: false,
    values: [yes, no],
    of: (item) => [(fields[field] as Field).value(item, scope) === true ? yes : no],
  };
}

function valueField(field: FieldName, filterField: FilterFieldName, plan: Plan): GroupField {
  const missing = missingValues[filterField as keyof typeof missingValues];
  const byText = new Map<string, GroupValue>();
  const add = (text: string) => {
    if (text !== missing && !byText.has(text))
      byText.set(text, { value: text, text: text === noStatus ? missingStatusLabels[text] : text });
  };
  filterValues(plan, filterField)
    .filter((text) => text !== noStatus)
    .forEach(add);
  // Values that the plan does not have, `no-status`, and items without a value are counted where they occur.
  let hasValue = true;
  for (const item of plan.items) {
    const texts = filterValuesOf(filterField, item);
    texts.forEach(add);
    hasValue &&= texts.length > 0;
  }
  const none: GroupValue = {
    value: null,
    text: missing === undefined ? 'none named' : missingLabels[field as keyof typeof missingLabels],
  };
  return {
    field,
    values: [...byText.values(), ...(missing === undefined && hasValue ? [] : [none])],
    of(item) {
      const values: GroupValue[] = [];
      for (const text of filterValuesOf(filterField, item)) {
        const value = byText.get(text);
        if (value && !values.includes(value)) values.push(value);
      }
      return values.length > 0 ? values : [none];
    },
    isMany: typeof (fields[field] as Field).kind === 'object',
  };
}

/** How items with several values are counted; null where an item has one value. */
export function countingNote({ field, isMany }: GroupField): string | null {
  if (!isMany) return null;
  const of = field === 'agencies' ? 'each of its agencies' : 'each of its horizons';
  return `an item counts once for ${of}, and once in a total`;
}
