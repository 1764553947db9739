/** Which items, in which order. */

import { itemKinds, ratings, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { normalize, toKebab } from '../../util/normalize.ts';
import { parseEnum, unknownValue } from '../../util/suggest.ts';
import { namesOf } from '../model/agencies.ts';
import type { Clock } from '../model/calendar-date.ts';
import { type DateRange, isWithin } from '../model/date-expressions.ts';
import { dueDates, isOverdue, isRetired, isStale, isUndated, isUnreported } from '../model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, timetableText } from '../model/fields.ts';
import { compareIds, idOf, type Plan } from '../model/plan.ts';
import { horizonsOf } from '../model/timetable.ts';
import type { Ternary } from './evaluate.ts';

/** A word that a filter accepts, and every way to say it. */
interface Word {
  word: string;
  names: readonly string[];
}

/** Something to filter by: the words it accepts, and those that are true of an item. */
interface FilterField {
  what: string;
  words(plan: Plan): Word[];
  of(item: Item): readonly string[];
}

const plain = (words: readonly string[]): Word[] => words.map((word) => ({ word, names: [word] }));
const named = (words: readonly { id: string; name: string }[]): Word[] =>
  words.map(({ id, name }) => ({ word: id, names: [id, name] }));
const agencies = (plan: Plan): Word[] =>
  plan.agencies.map((agency) => ({ word: agency.id, names: namesOf(agency) }));

/** What an absent fact is called on the command line. */
export const missingValues = {
  status: 'not-reported',
  rating: 'not-rated',
  kind: 'unknown',
  lead: 'unknown',
} as const;

export const filterFields = {
  agency: { what: 'an agency', words: agencies, of: (item) => item.agencies },
  lead: {
    what: 'an agency',
    words: (plan) => [...agencies(plan), ...plain([missingValues.lead])],
    of: (item) => [item.lead ?? missingValues.lead],
  },
  pillar: { what: 'a pillar', words: (plan) => named(plan.settings.pillars), of: (item) => [item.pillar] },
  status: {
    what: 'a status',
    words: () => plain([...statuses, missingValues.status]),
    of: (item) => [item.status ?? missingValues.status],
  },
  rating: {
    what: 'a rating',
    words: () => plain([...ratings, missingValues.rating]),
    of: (item) => [item.rating ?? missingValues.rating],
  },
  kind: {
    what: 'a kind',
    words: () => plain([...itemKinds, missingValues.kind]),
    of: (item) => [item.kind ?? missingValues.kind],
  },
  horizon: {
    what: 'a horizon',
    words: (plan) => [...named(plan.settings.horizons ?? []), ...plain(['ongoing', 'trigger'])],
    of: horizonsOf,
  },
} as const satisfies Record<string, FilterField>;

export type FilterFieldName = keyof typeof filterFields;

/** The dimension whose words a field has; null for a field of free words, days or numbers. */
export function filterFieldOf(field: string): FilterFieldName | null {
  if (field === 'agencies') return 'agency';
  return Object.hasOwn(filterFields, field) ? (field as FilterFieldName) : null;
}

/** Every word of a dimension, in the plan's order. */
export const filterValues = (plan: Plan, name: FilterFieldName): string[] =>
  filterFields[name].words(plan).map(({ word }) => word);

/** The words of a dimension that are true of an item; one at least, but for the horizons of milestones that name none. */
export const filterValuesOf = (name: FilterFieldName, item: Item): readonly string[] =>
  (filterFields[name] as FilterField).of(item);

export const filterFieldNames = Object.keys(filterFields) as FilterFieldName[];

/** A question: OR within a dimension, AND across; each free word must stand in the wording. */
export interface ItemFilter {
  where: Partial<Record<FilterFieldName, readonly string[]>>;
  overdue?: boolean;
  unreported?: boolean;
  stale?: boolean;
  undated?: boolean;
  /** The items that were retired, instead of those that were not. */
  retired?: boolean;
  words?: readonly string[];
}

/**
 * The word of the plan that a person means, such as "dol" for `MBIE`.
 * @throws PlanError `unknown-word` that lists the words there are.
 */
export function resolveFilterValue(plan: Plan, name: FilterFieldName, text: string): string {
  const { what, words }: FilterField = filterFields[name];
  return wordAmong(words(plan), what, text);
}

/** The ids of the agencies that a list of names, with commas between them, means. @throws PlanError `unknown-word` */
export const resolveAgencies = (plan: Plan, text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => resolveFilterValue(plan, 'agency', each));

/** The horizon that a person means, for a milestone. @throws PlanError `unknown-word` */
export const resolveHorizon = (plan: Plan, text: string): string =>
  wordAmong(named(plan.settings.horizons ?? []), 'a horizon', text);

function wordAmong(known: readonly Word[], what: string, text: string): string {
  const found = known.find(({ names }) => names.some((each) => normalize(each) === normalize(text)));
  if (found) return found.word;
  throw unknownValue(
    text,
    what,
    known.map(({ word }) => word),
    known.flatMap(({ names }) => names),
  );
}

/**
 * The items a question is about, in the plan's order.
 * @throws PlanError `unknown-word` where the question uses a word the plan does not know.
 */
export function filterItems(plan: Plan, query: ItemFilter, clock: Clock): Item[] {
  const wanted = Object.entries(query.where).map(([name, texts]) => {
    const words = texts.map((text) => resolveFilterValue(plan, name as FilterFieldName, text));
    return { of: (filterFields[name as FilterFieldName] as FilterField).of, words: new Set(words) };
  });
  const words = (query.words ?? []).map(normalize);
  return plan.items.filter(
    (item) =>
      isRetired(item) === (query.retired ?? false) &&
      wanted.every(({ of, words }) => of(item).some((word) => words.has(word))) &&
      (!query.overdue || isOverdue(item, clock.today)) &&
      (!query.unreported || isUnreported(item)) &&
      (!query.stale || isStale(item, clock)) &&
      (!query.undated || isUndated(item)) &&
      (words.length === 0 || saysAll(item, words)),
  );
}

/** Whether an open milestone is due within a span; where none is known to be, one without a date may be. */
export function isDueWithin(item: Item, span: DateRange): Ternary {
  if (dueDates(item).some((day) => isWithin(day, span))) return true;
  return isUndated(item)
    ? { reason: 'an open milestone has no date', hint: '`--undated` lists those where one has none' }
    : false;
}

function saysAll(item: Item, words: readonly string[]): boolean {
  const { objective, action, measure, source } = item;
  const wording = normalize(
    [objective, action, measure, timetableText(item), source?.timetable, source?.agencies].join('\n'),
  );
  return words.every((word) => wording.includes(word));
}

/**
 * The fields a person names, in their order.
 * @throws PlanError `unknown-word` that lists the fields there are.
 */
export function resolveFields(texts: readonly string[]): FieldName[] {
  return texts.map((text) =>
    parseEnum(fieldNames.find((name) => name === toKebab(text)) ?? text, 'a field', fieldNames),
  );
}

/** Sorted by fields, `-` before one for descending; absent facts last either way; ids decide a tie. */
export function sortBy(items: readonly Item[], keys: readonly string[], clock: Clock): Item[] {
  const orders = keys.map((key) => {
    const [name] = resolveFields([key.replace(/^-/, '')]);
    return { field: fields[name!] as Field, id: name === 'id', sign: key.startsWith('-') ? -1 : 1 };
  });
  const compare = (a: Item, b: Item): number => {
    for (const { field, id, sign } of orders) {
      const [left, right] = [field.value(a, clock), field.value(b, clock)];
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
  return left < right ? -1 : left > right ? 1 : 0;
}
