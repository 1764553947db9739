/** The chart `completion`: completed and reported items over time. */

import type { Item } from '../../../schemas/item.ts';
import { deepEqual } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { effectiveDay, itemAsOf } from '../model/as-of.ts';
import { isRetired } from '../model/derived.ts';
import { currentStatus } from '../model/status.ts';
import { isReported, listedUpdates } from '../model/updates.ts';
import { noItems } from './status-category.ts';
import type { CompletionChart, CompletionPoint } from './types.ts';

/** More points than these are reduced to the last one of each week, month, quarter or year. */
const maxPoints = 60;

/** The counts of these items at the end of a day. */
export function completionPoint(day: string, items: Iterable<Item>): CompletionPoint {
  const point = { day, items: 0, reported: 0, completed: 0, inPlace: 0 };
  for (const item of items) {
    if (isRetired(item)) continue;
    point.items++;
    if (isReported(item)) point.reported++;
    const { status } = currentStatus(item);
    if (status === 'completed') point.completed++;
    if (status === 'in-place') point.inPlace++;
  }
  return point;
}

/**
 * The counts on each day that an update, an addition or a retirement of the items is true for, oldest first.
 * @param items with everything that is recorded, so not as of a day
 */
export function completionHistory(items: readonly Item[]): CompletionPoint[] {
  const countsOn = (item: Item, day: string) => {
    const state = itemAsOf(item, day);
    return completionPoint(day, state ? [state] : []);
  };
  const start = '';
  const changes = new Map<string, CompletionPoint>();
  for (const item of items) {
    let before = { ...completionPoint(start, []) };
    for (const day of [start, ...eventDays(item)]) {
      const counts = countsOn(item, day);
      const change = changes.get(day) ?? completionPoint(day, []);
      for (const key of counted) change[key] += counts[key] - before[key];
      changes.set(day, change);
      before = counts;
    }
  }
  let point = completionPoint(start, []);
  return [...changes.keys()].sort().flatMap((day) => {
    const sum = { ...point, day };
    for (const key of counted) sum[key] += changes.get(day)![key];
    point = sum;
    return day === start ? [] : [sum];
  });
}

const counted = ['items', 'reported', 'completed', 'inPlace'] as const;

/** The days on which the counts of an item can change, each once, earliest first. */
function eventDays(item: Item): string[] {
  const decisions = [item.added, item.retired].flatMap((each) => (each ? [effectiveDay(each)] : []));
  return [...new Set([...decisions, ...listedUpdates(item).map((entry) => entry['as-of'])])].sort();
}

/** @param history earlier points, oldest first */
export function completionChart(
  items: readonly Item[],
  today: string,
  history: readonly CompletionPoint[],
): CompletionChart {
  const now = completionPoint(today, items);
  const all = changes([...history.filter(({ day }) => day < today), now]);
  const points = reducePoints(all, maxPoints);
  const first = points[0]!;
  const nothing = all.every((point) => point.items === 0)
    ? noItems
    : points.length === 1
      ? `Nothing was reported before ${today}. ${sentence(first, now)}`
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
      'A day is the day that an update is true for, whenever it was recorded. Only items with milestones can be completed; ongoing items and items that wait for a trigger can be in place.',
      ...(points.length < all.length
        ? [`${points.length} of ${all.length} days with a change are shown: the last of each period.`]
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

/** The points whose numbers differ from the point before, and the last point. */
const changes = (points: readonly CompletionPoint[]): CompletionPoint[] =>
  points.filter((point, at) => at === points.length - 1 || !isSame(point, points[at - 1]));

const isSame = (a: CompletionPoint, b: CompletionPoint | undefined): boolean =>
  b !== undefined && deepEqual({ ...a, day: '' }, { ...b, day: '' });

/** Periods, shortest first: a week that starts on Monday, a month, a quarter, a year. */
const periods: readonly ((day: string) => string)[] = [
  (day) => String(Math.floor((Date.parse(day) / 86_400_000 + 3) / 7)),
  (day) => day.slice(0, 7),
  (day) => `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  (day) => day.slice(0, 4),
];

/** The first point, and the last point of each period; the shortest period that leaves at most `limit` points. */
export function reducePoints(points: readonly CompletionPoint[], limit: number): CompletionPoint[] {
  let left = [...points];
  for (const period of periods) {
    if (left.length <= limit) break;
    left = points.filter(
      ({ day }, at) => at === 0 || at === points.length - 1 || period(day) !== period(points[at + 1]!.day),
    );
  }
  return left;
}
