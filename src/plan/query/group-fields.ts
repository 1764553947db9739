/** What items can be counted by, and put into groups by: the fields whose words are few and known. */
import type { Item } from '../../../schemas/item.ts';
import { toKebab } from '../../util/normalize.ts';
import { unknownValue } from '../../util/suggest.ts';
import type { Clock } from '../model/calendar-date.ts';
import { type Field, type FieldName, fields, missingLabels } from '../model/fields.ts';
import type { Plan } from '../model/plan.ts';
import {
  type FilterFieldName,
  filterFieldNames,
  filterFieldOf,
  filterValues,
  filterValuesOf,
  missingValues,
} from './filters.ts';

/** One of a field's words. */
export interface GroupValue {
  /** As JSON has it; null where it says that something is unknown. */
  value: string | boolean | null;
  text: string;
}

export interface GroupField {
  field: FieldName;
  /** Every word there is, in the plan's order, whether or not an item has it; what is unknown last. */
  values: GroupValue[];
  /** Those that are true of an item, each once. */
  of(item: Item): readonly GroupValue[];
  /** An item can have several. */
  isMany: boolean;
}

const flagNames = ['overdue', 'undated', 'unreported', 'stale'] as const satisfies FieldName[];
const fieldOf = (name: FilterFieldName): FieldName => (name === 'agency' ? 'agencies' : name);
export const groupFieldNames: readonly FieldName[] = [...filterFieldNames.map(fieldOf), ...flagNames];

/**
 * The axis that a person names, by the field's name or by the option's.
 * @throws PlanError `unknown-word`
 */
export function parseGroupField(text: string, plan: Plan, clock: Clock): GroupField {
  const name = toKebab(text) === 'agency' ? 'agencies' : toKebab(text);
  const field = groupFieldNames.find((each) => each === name);
  if (field === undefined) throw unknownValue(text, 'a field to count by', groupFieldNames);
  const dimension = filterFieldOf(field);
  return dimension === null ? flagAxis(field, clock) : wordAxis(field, dimension, plan);
}

function flagAxis(field: FieldName, clock: Clock): GroupField {
  const [yes, no] = [
    { value: true, text: 'yes' },
    { value: false, text: 'no' },
  ];
  return {
    field,
    isMany: false,
    values: [yes, no],
    of: (item) => [(fields[field] as Field).value(item, clock) === true ? yes : no],
  };
}

function wordAxis(field: FieldName, dimension: FilterFieldName, plan: Plan): GroupField {
  const unsaid = missingValues[dimension as keyof typeof missingValues];
  const byWord = new Map<string, GroupValue>();
  const add = (word: string) => {
    if (word !== unsaid && !byWord.has(word)) byWord.set(word, { value: word, text: word });
  };
  filterValues(plan, dimension).forEach(add);
  // What the plan does not know, and what nobody said, is counted too, where there is any.
  let isSaid = true;
  for (const item of plan.items) {
    const words = filterValuesOf(dimension, item);
    words.forEach(add);
    isSaid &&= words.length > 0;
  }
  const none: GroupValue = {
    value: null,
    text: unsaid === undefined ? 'none named' : missingLabels[field as keyof typeof missingLabels],
  };
  return {
    field,
    values: [...byWord.values(), ...(unsaid === undefined && isSaid ? [] : [none])],
    of(item) {
      const marks: GroupValue[] = [];
      for (const word of filterValuesOf(dimension, item)) {
        const mark = byWord.get(word);
        if (mark && !marks.includes(mark)) marks.push(mark);
      }
      return marks.length > 0 ? marks : [none];
    },
    isMany: typeof (fields[field] as Field).kind === 'object',
  };
}

/** How items that have several words count, as a sentence; null where none can. */
export function countingNote({ field, isMany }: GroupField): string | null {
  if (!isMany) return null;
  const of = field === 'agencies' ? 'each of its agencies' : 'each span that it falls in';
  return `an item counts once for ${of}, and once in a total`;
}
