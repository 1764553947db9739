/** The values that shells can complete, by the kind of argument. */

import { itemKinds, ratings, type Status, statuses } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Clock } from '../model/calendar-date.ts';
import { isRetired } from '../model/derived.ts';
import { fieldNames, fields } from '../model/fields.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { milestonesOf, scheduleOf, statusesFor } from '../model/timetable.ts';
import { identifiedUpdates, isEffective } from '../model/updates.ts';
import { groupFieldNames } from './group-fields.ts';

export interface Candidate {
  word: string;
  /** A short description; may be empty. */
  what: string;
}

/** The items and the milestone that the command line names. */
export interface GivenItems {
  items: readonly Item[];
  milestone: string | undefined;
}

const plain = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, what: '' }));
const named = (words: readonly { id: string; name: string }[]): Candidate[] =>
  words.map(({ id, name }) => ({ word: id, what: name }));

const statusCandidates = (of: readonly Status[]): Candidate[] =>
  of.map((word) => ({
    word,
    what: word === 'in-place' ? 'for ongoing and trigger items: the arrangement works' : '',
  }));
const fieldCandidates = fieldNames.map((name) => ({ word: name, what: fields[name].description }));

/** Values that are the same in every plan. */
export const fixedCandidates = {
  'any-status': [...statusCandidates(statuses), { word: 'not-reported', what: 'no status reported' }],
  rating: plain(ratings),
  'any-rating': [...plain(ratings), { word: 'not-rated', what: 'no rating reported' }],
  kind: plain(itemKinds),
  'any-kind': [...plain(itemKinds), { word: 'unknown', what: 'not stated in the source' }],
  field: fieldCandidates,
  'group-field': groupFieldNames.map((name) => ({ word: name, what: fields[name].description })),
  'sort-field': [...fieldCandidates, ...fieldNames.map((name) => ({ word: `-${name}`, what: 'descending' }))],
} satisfies Record<string, readonly Candidate[]>;

/** Values from plan.yaml and agencies.yaml. */
export const planCandidates = {
  agency: ({ agencies }) => named(agencies),
  lead: ({ agencies }) => [...named(agencies), { word: 'unknown', what: 'not stated in the plan' }],
  pillar: ({ settings }) => named(settings.pillars),
  horizon: ({ settings }) => named(settings.horizons ?? []),
  'any-horizon': ({ settings }) => [
    ...named(settings.horizons ?? []),
    { word: 'ongoing', what: 'work without an end' },
    { word: 'trigger', what: 'work that waits for a trigger' },
  ],
  query: ({ settings }) =>
    Object.entries(settings.queries ?? {}).map(([name, query]) => ({
      word: `@${name}`,
      what: typeof query === 'string' ? query : query.meaning,
    })),
} satisfies Record<string, (plan: Pick<Plan, 'settings' | 'agencies'>) => Candidate[]>;

/** Values that depend on the items that the command line names. */
export const itemCandidates = {
  milestone: ({ items }) =>
    items.flatMap((item) =>
      milestonesOf(item).map(({ id, task, status }) => ({
        word: id,
        what: `${status ?? 'not reported'}: ${task}`,
      })),
    ),
  /** The updates that can be corrected or withdrawn, newest first. */
  update: ({ items }) =>
    items
      .flatMap((item) => identifiedUpdates(item).filter(isEffective).reverse())
      .map(({ id, entry: { 'as-of': asOf, milestone, status, rating, note } }) => ({
        word: id,
        what: [asOf, milestone, status, rating, note].filter(Boolean).join(' · '),
      })),
  /** The statuses that all of them can have; the current one is marked where there is one item. */
  status({ items, milestone }) {
    const schedules = items.map((item) => (milestone === undefined ? scheduleOf(item) : 'milestones'));
    const [item, ...others] = items;
    const holder =
      item && milestone !== undefined ? milestonesOf(item).find(({ id }) => id === milestone) : item;
    const now = others.length === 0 ? holder?.status : undefined;
    return statusCandidates(
      statuses.filter((status) => schedules.every((schedule) => statusesFor[schedule].includes(status))),
    ).map(({ word, what }) => ({ word, what: word === now ? 'current status' : what }));
  },
} satisfies Record<string, (given: GivenItems) => Candidate[]>;

/** The id of an item, with its action. */
export const itemCandidate = (item: Item): Candidate => ({
  word: idOf(item),
  what: `${isRetired(item) ? 'retired: ' : ''}${item.action}`,
});

/** Today, and the last days of the twelve months before. */
export function dayCandidates({ today }: Clock): Candidate[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const ends = Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 0)));
  return [
    { word: today, what: 'today' },
    ...ends.map((end) => ({ word: end.toISOString().slice(0, 10), what: 'the end of a month' })),
  ];
}

/** The past, the next 30 days, this year and its quarters. */
export function periodCandidates({ today }: Clock): Candidate[] {
  const year = today.slice(0, 4);
  return [
    { word: '..today', what: 'until today' },
    { word: 'today..+30d', what: 'the next 30 days' },
    { word: year, what: 'this year' },
    ...[1, 2, 3, 4].map((quarter) => ({ word: `${year}-Q${quarter}`, what: 'a quarter of this year' })),
  ];
}
