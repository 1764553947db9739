/** The chart `completion`: completed and reported items over time. */

import type { Item } from '../../../schemas/item.ts';
import { deepEqual } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { isReported, isRetired } from '../model/derived.ts';
import { currentStatus } from '../model/status.ts';
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

/** @param history earlier points, oldest first; null where there is no git repository */
export function completionChart(
  items: readonly Item[],
  today: string,
  history: readonly CompletionPoint[] | null,
): CompletionChart {
  const now = completionPoint(today, items);
  const all = changes([...(history ?? []).filter(({ day }) => day < today), now]);
  const points = reducePoints(all, maxPoints);
  const first = points[0]!;
  const nothing =
    history === null
      ? 'There is no history, because the plan is not in a git repository.'
      : all.every((point) => point.items === 0)
        ? noItems
        : points.length === 1
          ? `There is no history before ${today}. ${sentence(first, now)}`
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
      'A day is the day on which a change reached the branch. Only items with milestones can be completed; ongoing items and items that wait for a trigger can be in place.',
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
