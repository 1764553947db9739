/** What items can be counted by, and put into groups by: the fields whose words are few and known. */
import type { Item } from '../../schemas/item.ts';
import type { Clock } from './dates.ts';
import { type Field, type FieldName, fields, unknown } from './fields.ts';
import { spelled } from './fold.ts';
import { unknownWord } from './nearest.ts';
import type { Plan } from './plan.ts';
import { absent, type DimensionName, dimensionNames, dimensionOf, wordsIn, wordsOf } from './query.ts';

/** One of a field's words. */
export interface Mark {
  /** As JSON has it; null where it says that something is unknown. */
  value: string | boolean | null;
  text: string;
  /** Whether it is true of an item. */
  of(item: Item): boolean;
}

export interface Axis {
  field: FieldName;
  /** Every word there is, in the plan's order, whether or not an item has it; what is unknown last. */
  marks: Mark[];
  /** An item can have several. */
  isMany: boolean;
}

const flagNames = ['overdue', 'undated', 'unreported', 'stale'] as const satisfies FieldName[];
const fieldOf = (name: DimensionName): FieldName => (name === 'agency' ? 'agencies' : name);
export const axisNames: readonly FieldName[] = [...dimensionNames.map(fieldOf), ...flagNames];

/**
 * The axis that a person names, by the field's name or by the option's.
 * @throws Fault `unknown-word`
 */
export function axisOf(text: string, plan: Plan, clock: Clock): Axis {
  const name = spelled(text) === 'agency' ? 'agencies' : spelled(text);
  const field = axisNames.find((each) => each === name);
  if (field === undefined) throw unknownWord(text, 'a field to count by', axisNames);
  const dimension = dimensionOf(field);
  return dimension === null ? flagAxis(field, clock) : wordAxis(field, dimension, plan);
}

function flagAxis(field: FieldName, clock: Clock): Axis {
  const is = (item: Item) => (fields[field] as Field).value(item, clock) === true;
  return {
    field,
    isMany: false,
    marks: [
      { value: true, text: 'yes', of: is },
      { value: false, text: 'no', of: (item) => !is(item) },
    ],
  };
}

function wordAxis(field: FieldName, dimension: DimensionName, plan: Plan): Axis {
  const unsaid = absent[dimension as keyof typeof absent];
  const known = wordsIn(plan, dimension).filter((word) => word !== unsaid);
  // What the plan does not know, and what nobody said, is counted too, where there is any.
  const strange = new Set(
    plan.items.flatMap((item) => wordsOf(dimension, item)).filter((word) => word !== unsaid),
  );
  for (const word of known) strange.delete(word);
  const marks = [...known, ...strange].map(
    (word): Mark => ({ value: word, text: word, of: (item) => wordsOf(dimension, item).includes(word) }),
  );
  const isUnsaid = (item: Item) => wordsOf(dimension, item).every((word) => word === unsaid);
  if (unsaid !== undefined || plan.items.some(isUnsaid)) {
    const text = unsaid === undefined ? 'none named' : unknown[field as keyof typeof unknown];
    marks.push({ value: null, text, of: isUnsaid });
  }
  return { field, marks, isMany: typeof (fields[field] as Field).kind === 'object' };
}

/** How items that have several words count, as a sentence; null where none can. */
export function rule({ field, isMany }: Axis): string | null {
  if (!isMany) return null;
  const of = field === 'agencies' ? 'each of its agencies' : 'each span that it falls in';
  return `an item counts once for ${of}, and once in a total`;
}
