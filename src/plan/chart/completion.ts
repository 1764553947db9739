/** How far the plan had come, over time. */

import type { Item } from '../../../schemas/item.ts';
import { deepEqual } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { isReported, isRetired } from '../model/derived.ts';
import { noItems } from './empty.ts';
import type { CompletionChart, CompletionPoint } from './types.ts';

/** More points than these are thinned: to the last of each week, month, quarter or year. */
export const mostPoints = 60;

/** A day's end, as these items have it. */
export function completionPoint(
  day: string,
  items: Iterable<Pick<Item, 'status' | 'retired'>>,
): CompletionPoint {
  const point = { day, items: 0, reported: 0, completed: 0, inPlace: 0 };
  for (const item of items) {
    if (isRetired(item)) continue;
    point.items++;
    if (isReported(item)) point.reported++;
    if (item.status === 'completed') point.completed++;
    if (item.status === 'in-place') point.inPlace++;
  }
  return point;
}

/** @param history oldest first, without the day it is; null where nothing remembers it */
export function completionChart(
  items: readonly Item[],
  today: string,
  history: readonly CompletionPoint[] | null,
): CompletionChart {
  const now = completionPoint(today, items);
  const all = changes([...(history ?? []).filter(({ day }) => day < today), now]);
  const points = thinned(all, mostPoints);
  const first = points[0]!;
  const nothing =
    history === null
      ? 'Nothing remembers how the plan stood before, for it is not in a git repository.'
      : all.every((point) => point.items === 0)
        ? noItems
        : points.length === 1
          ? `Nothing is remembered of the time before ${today}. ${sentence(first, now)}`
          : null;
  return {
    name: 'completion',
    title: 'Completed and reported items over time',
    description: nothing ?? sentence(first, now),
    columns: ['day', 'items', 'reported', 'completed', 'in place'],
    rows: points.map(({ day, items, reported, completed, inPlace }) => [
      day,
      items,
      reported,
      completed,
      inPlace,
    ]),
    notes: [
      'Days are those on which a change reached the branch. Only work with an end can be completed; ongoing items and those that wait for a trigger can be in place.',
      ...(points.length < all.length
        ? [`${points.length} of ${all.length} days with a change are shown: the last of each span.`]
        : []),
    ],
    nothing,
    points,
  };
}

const sentence = (first: CompletionPoint, now: CompletionPoint): string =>
  `As of ${now.day}, of ${pluralize(now.items, 'item')} ${now.completed} completed, ${now.inPlace} in place and ${now.reported} reported on` +
  (first.day === now.day
    ? '.'
    : `; on ${first.day} it was ${first.completed}, ${first.inPlace} and ${first.reported} of ${first.items}.`);

/** The days on which a number is another than before, and the last day. */
const changes = (points: readonly CompletionPoint[]): CompletionPoint[] =>
  points.filter((point, at) => at === points.length - 1 || !isSame(point, points[at - 1]));

const isSame = (a: CompletionPoint, b: CompletionPoint | undefined): boolean =>
  b !== undefined && deepEqual({ ...a, day: '' }, { ...b, day: '' });

/** Spans from the finest on: a week from Monday on, a month, a quarter, a year. */
const spans: readonly ((day: string) => string)[] = [
  (day) => String(Math.floor((Date.parse(day) / 86_400_000 + 3) / 7)),
  (day) => day.slice(0, 7),
  (day) => `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  (day) => day.slice(0, 4),
];

/** The first point, and the last of each span of the finest kind that leaves at most `most`. */
export function thinned(points: readonly CompletionPoint[], most: number): CompletionPoint[] {
  let left = [...points];
  for (const span of spans) {
    if (left.length <= most) break;
    left = points.filter(
      ({ day }, at) => at === 0 || at === points.length - 1 || span(day) !== span(points[at + 1]!.day),
    );
  }
  return left;
}
