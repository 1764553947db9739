/** The words that can stand at a place of a command line, by what the place takes: one table, which completion reads. */

import { itemKinds, ratings, type Status, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Clock } from '../model/calendar-date.ts';
import { isRetired } from '../model/derived.ts';
import { fieldNames, fields } from '../model/fields.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { milestonesOf, scheduleOf, statusesFor } from '../model/timetable.ts';
import { groupFieldNames } from './group-fields.ts';

export interface Candidate {
  word: string;
  /** What it is, in a few words; may be empty. */
  what: string;
}

/** What else the command line says that counts here. */
export interface GivenItems {
  /** The items it names, where the plan has them. */
  items: readonly Item[];
  /** The milestone it names. */
  milestone: string | undefined;
}

const plain = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, what: '' }));
const named = (words: readonly { id: string; name: string }[]): Candidate[] =>
  words.map(({ id, name }) => ({ word: id, what: name }));

const statusWords = (of: readonly Status[]): Candidate[] =>
  of.map((word) => ({
    word,
    what: word === 'in-place' ? 'its arrangement is working: for ongoing and trigger items' : '',
  }));
const fieldWords = fieldNames.map((name) => ({ word: name, what: fields[name].description }));

/** Those that are the same in every plan. */
export const fixedCandidates = {
  'any-status': [...statusWords(statuses), { word: 'not-reported', what: 'nobody has said' }],
  rating: plain(ratings),
  'any-rating': [...plain(ratings), { word: 'not-rated', what: 'nobody has said' }],
  kind: plain(itemKinds),
  'any-kind': [...plain(itemKinds), { word: 'unknown', what: 'the source does not say' }],
  field: fieldWords,
  'group-field': groupFieldNames.map((name) => ({ word: name, what: fields[name].description })),
  'sort-field': [...fieldWords, ...fieldNames.map((name) => ({ word: `-${name}`, what: 'descending' }))],
} satisfies Record<string, readonly Candidate[]>;

/** Those that the plan names. */
export const planCandidates = {
  agency: ({ agencies }) => named(agencies),
  lead: ({ agencies }) => [...named(agencies), { word: 'unknown', what: 'the plan does not say' }],
  pillar: ({ settings }) => named(settings.pillars),
  horizon: ({ settings }) => named(settings.horizons ?? []),
  'any-horizon': ({ settings }) => [
    ...named(settings.horizons ?? []),
    { word: 'ongoing', what: 'work without an end' },
    { word: 'trigger', what: 'work that waits for something' },
  ],
  query: ({ settings }) =>
    Object.entries(settings.queries ?? {}).map(([name, query]) => ({
      word: `@${name}`,
      what: typeof query === 'string' ? query : query.meaning,
    })),
} satisfies Record<string, (plan: Pick<Plan, 'settings' | 'agencies'>) => Candidate[]>;

/** Those of the items that the command line names. */
export const itemCandidates = {
  milestone: ({ items }) =>
    items.flatMap((item) =>
      milestonesOf(item).map(({ id, task, status }) => ({
        word: id,
        what: `${status ?? 'not reported'}: ${task}`,
      })),
    ),
  /** The statuses that all of them can have, and where the only one stands now. */
  status({ items, milestone }) {
    const schedules = items.map((item) => (milestone === undefined ? scheduleOf(item) : 'milestones'));
    const [item, ...others] = items;
    const holder =
      item && milestone !== undefined ? milestonesOf(item).find(({ id }) => id === milestone) : item;
    const now = others.length === 0 ? holder?.status : undefined;
    return statusWords(
      statuses.filter((status) => schedules.every((schedule) => statusesFor[schedule].includes(status))),
    ).map(({ word, what }) => ({ word, what: word === now ? 'as it stands now' : what }));
  },
} satisfies Record<string, (given: GivenItems) => Candidate[]>;

/** An item by its id, with its action, which says most in its first words. */
export const itemCandidate = (item: Item): Candidate => ({
  word: idOf(item),
  what: `${isRetired(item) ? 'retired: ' : ''}${item.action}`,
});

/** Days that people ask about: today, and the ends of the months before it, back to a year ago. */
export function dayCandidates({ today }: Clock): Candidate[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const ends = Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 0)));
  return [
    { word: today, what: 'today' },
    ...ends.map((end) => ({ word: end.toISOString().slice(0, 10), what: 'the end of a month' })),
  ];
}

/** Spans that people ask about: what is over, what is next, and this year in quarters. */
export function periodCandidates({ today }: Clock): Candidate[] {
  const year = today.slice(0, 4);
  return [
    { word: '..today', what: 'until today' },
    { word: 'today..+30d', what: 'the next thirty days' },
    { word: year, what: 'this year' },
    ...[1, 2, 3, 4].map((quarter) => ({ word: `${year}-Q${quarter}`, what: 'a quarter of this year' })),
  ];
}
