/** Filters and sorts items. */

import { itemKinds, ratings, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { compareText } from '../../util/compare-text.ts';
import { normalize, toKebab } from '../../util/normalize.ts';
import { parseEnum, unknownValue } from '../../util/suggest.ts';
import { namesOf } from '../model/agencies.ts';
import { fromPublicName } from '../model/audience.ts';
import { type DateRange, isWithin } from '../model/date-expressions.ts';
import { type Charges, dueDates, type FactScope, isRetired, isUndated } from '../model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, timetableText } from '../model/fields.ts';
import { compareIds, idOf, type Plan } from '../model/plan.ts';
import { statusValue } from '../model/status.ts';
import { horizonsOf } from '../model/timetable.ts';
import type { Ternary } from './evaluate.ts';

/** A value that a filter accepts, and every name for it. */
interface FilterValue {
  value: string;
  names: readonly string[];
}

interface FilterField {
  /** "a status", for messages. */
  what: string;
  /** The values that the filter accepts. */
  values(plan: Plan): FilterValue[];
  /** The values that an item has. */
  of(item: Item): readonly string[];
}

const plain = (values: readonly string[]): FilterValue[] =>
  values.map((value) => ({ value, names: [value, value.replaceAll('-', ' ')] }));
const named = (entries: readonly { id: string; name: string }[]): FilterValue[] =>
  entries.map(({ id, name }) => ({ value: id, names: [id, name] }));
const agencies = (plan: Plan): FilterValue[] =>
  plan.agencies.map((agency) => ({ value: agency.id, names: namesOf(agency) }));

/** The filter values for absent fields. */
export const missingValues = {
  status: 'not-reported',
  rating: 'not-rated',
  kind: 'unknown',
  lead: 'unknown',
} as const;

export const filterFields = {
  agency: { what: 'an agency', values: agencies, of: (item) => item.agencies },
  lead: {
    what: 'an agency',
    values: (plan) => [...agencies(plan), ...plain([missingValues.lead])],
    of: (item) => [item.lead ?? missingValues.lead],
  },
  pillar: { what: 'a pillar', values: (plan) => named(plan.settings.pillars), of: (item) => [item.pillar] },
  status: {
    what: 'a status',
    values: () => plain([...statuses, 'no-status', missingValues.status]),
    of: (item) => [statusValue(item)],
  },
  rating: {
    what: 'a rating',
    values: () => plain([...ratings, missingValues.rating]),
    of: (item) => [item.rating ?? missingValues.rating],
  },
  kind: {
    what: 'a kind',
    values: () => plain([...itemKinds, missingValues.kind]),
    of: (item) => [item.kind ?? missingValues.kind],
  },
  horizon: {
    what: 'a horizon',
    values: (plan) => [...named(plan.settings.horizons ?? []), ...plain(['ongoing', 'trigger'])],
    of: horizonsOf,
  },
} as const satisfies Record<string, FilterField>;

export type FilterFieldName = keyof typeof filterFields;

/** The filter for a field; null for fields of free text, days or numbers. */
export function filterFieldOf(field: string): FilterFieldName | null {
  if (field === 'agencies') return 'agency';
  return Object.hasOwn(filterFields, field) ? (field as FilterFieldName) : null;
}

/** Every value that a filter accepts, in the plan's order. */
export const filterValues = (plan: Plan, name: FilterFieldName): string[] =>
  filterFields[name].values(plan).map(({ value }) => value);

/** The values that an item has; at least one, except for horizons. */
export const filterValuesOf = (name: FilterFieldName, item: Item): readonly string[] =>
  (filterFields[name] as FilterField).of(item);

/** The fields that are true or false; each is a filter of its own. */
export const flagNames = ['overdue', 'undated', 'unreported', 'stale'] as const satisfies FieldName[];
type FlagName = (typeof flagNames)[number];

export const filterFieldNames = Object.keys(filterFields) as FilterFieldName[];

/** What an item has to match: of each filter one of its values, all flags, and each word in its text. */
export interface ItemFilter extends Partial<Record<FlagName, boolean>> {
  where: Partial<Record<FilterFieldName, readonly string[]>>;
  /** The retired items instead of the others. */
  retired?: boolean;
  words?: readonly string[];
}

/**
 * The value that a name stands for, such as `dol` for "MBIE".
 * @throws PlanError `unknown-word` that lists the values
 */
export function resolveFilterValue(plan: Plan, name: FilterFieldName, text: string): string {
  const { what, values }: FilterField = filterFields[name];
  return findValue(values(plan), what, text);
}

/** The ids of agencies in a comma-separated list of names. @throws PlanError `unknown-word` */
export const resolveAgencies = (plan: Plan, text: string): string[] =>
  resolveFilterValues(
    plan,
    'agency',
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  );

/**
 * The values that the parts of a comma-separated list stand for. A name may contain commas, such as "Ministry of Business,
 * Innovation and Employment": the longest name that fits counts.
 * @throws PlanError `unknown-word` that lists the values
 */
export function resolveFilterValues(plan: Plan, name: FilterFieldName, parts: readonly string[]): string[] {
  const { what, values: valuesOf }: FilterField = filterFields[name];
  const known = valuesOf(plan);
  const values: string[] = [];
  for (let from = 0; from < parts.length; ) {
    let to = parts.length;
    while (to > from + 1 && !lookUp(known, parts.slice(from, to).join(', '))) to--;
    values.push(findValue(known, what, parts.slice(from, to).join(', ')));
    from = to;
  }
  return values;
}

/** The id of a horizon of the plan. @throws PlanError `unknown-word` */
export const resolveHorizon = (plan: Plan, text: string): string =>
  findValue(named(plan.settings.horizons ?? []), 'a horizon', text);

const lookUp = (known: readonly FilterValue[], text: string): FilterValue | undefined =>
  known.find(({ names }) => names.some((each) => normalize(each) === normalize(text)));

function findValue(known: readonly FilterValue[], what: string, text: string): string {
  const found = lookUp(known, text);
  if (found) return found.value;
  throw unknownValue(
    text,
    what,
    known.map(({ value }) => value),
    known.flatMap(({ names }) => names),
  );
}

/**
 * The items that match, in the plan's order.
 * @throws PlanError `unknown-word`
 */
export function filterItems(plan: Plan, filter: ItemFilter, scope: FactScope): Item[] {
  const wanted = Object.entries(filter.where).map(([name, texts]) => {
    const values = resolveFilterValues(plan, name as FilterFieldName, texts);
    return { of: (filterFields[name as FilterFieldName] as FilterField).of, values: new Set(values) };
  });
  const words = (filter.words ?? []).map(normalize);
  return plan.items.filter(
    (item) =>
      isRetired(item) === (filter.retired ?? false) &&
      wanted.every(({ of, values }) => of(item).some((value) => values.has(value))) &&
      flagNames.every((name) => !filter[name] || fields[name].value(item, scope)) &&
      (words.length === 0 || containsAll(item, words)),
  );
}

/** Why it is not known whether an item is due in a period. */
export const undatedResult = {
  reason: 'an open milestone has no date',
  hint: '`--undated` lists these items',
} as const satisfies Ternary;

/** Whether a pending milestone is due within a range; unknown where none is, but one has no date. */
export function isDueWithin(item: Item, range: DateRange, charges: Charges): Ternary {
  if (dueDates(item, charges).some((day) => isWithin(day, range))) return true;
  return isUndated(item, charges) ? undatedResult : false;
}

function containsAll(item: Item, words: readonly string[]): boolean {
  const { objective, action, measure, source } = item;
  const text = normalize(
    [objective, action, measure, timetableText(item), source?.timetable, source?.agencies].join('\n'),
  );
  return words.every((word) => text.includes(word));
}

/**
 * The fields with these names, in any spelling.
 * @throws PlanError `unknown-word` that lists the fields
 */
export function resolveFields(texts: readonly string[]): FieldName[] {
  return texts.map((text) =>
    parseEnum(
      fieldNames.find((name) => name === fromPublicName(toKebab(text))) ?? text,
      'a field',
      fieldNames,
    ),
  );
}

/** Sorts by fields, `-` before one for descending; absent values are always last, and ids decide a tie. */
export function sortBy(items: readonly Item[], keys: readonly string[], scope: FactScope): Item[] {
  const orders = keys.map((key) => {
    const [name] = resolveFields([key.replace(/^-/, '')]);
    return { field: fields[name!] as Field, id: name === 'id', sign: key.startsWith('-') ? -1 : 1 };
  });
  const compare = (a: Item, b: Item): number => {
    for (const { field, id, sign } of orders) {
      const [left, right] = [field.value(a, scope), field.value(b, scope)];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      const by = id ? compareIds(idOf(a), idOf(b)) : compareValues(left, right, field.order);
      if (by !== 0) return sign * by;
    }
    return compareIds(idOf(a), idOf(b));
  };
  return [...items].sort(compare);
}

function compareValues(a: unknown, b: unknown, order?: readonly string[]): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (order) return order.indexOf(String(a)) - order.indexOf(String(b));
  const [left, right] = [normalize(String(a)), normalize(String(b))];
  return compareText(left, right);
}
