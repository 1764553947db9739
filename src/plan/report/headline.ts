/** The headline of a report: the state of the plan in one sentence of counts, each with its denominator. */
import { pluralize } from '../../util/pluralize.ts';
import { type Audience, dueWords } from '../model/audience.ts';
import type { Stats } from './stats.ts';

export interface HeadlineFacts {
  audience: Audience;
  /** The day of the report. */
  day: string;
  total: Stats;
  /** Whether the report is about only some items of the plan. */
  isPart: boolean;
  /** The start of the period, and the number of items whose status changed since; null without a period. */
  since: { day: string; moved: number } | null;
}

export function headline({ audience, day, total, isPart, since }: HeadlineFacts): string {
  const { items, reported, withMilestones, completed, overdue, withoutMilestones, inPlace, offTrack } = total;
  if (items === 0) return `On ${day} there are no ${isPart ? 'such ' : ''}items.`;
  const publicly = audience === 'public' ? ' publicly' : '';
  return `On ${day} ${[
    `${reported} of ${pluralize(items, isPart ? 'such item' : 'item')} ${has(items === 1 ? 1 : reported)} been reported on${publicly}`,
    ...(withMilestones > 0
      ? [
          `of ${withMilestones} with milestones ${completed} ${is(completed)} completed and ${dueWords[audience].are(overdue)}`,
        ]
      : []),
    ...(withoutMilestones > 0
      ? [`of ${withoutMilestones} ongoing or on a trigger ${inPlace} ${is(inPlace)} in place`]
      : []),
    `${offTrack} ${is(offTrack)} rated off track`,
    ...(since
      ? [`${pluralize(since.moved, 'item')} ${has(since.moved)} another status than on ${since.day}`]
      : []),
  ].join('; ')}.`;
}

const is = (number: number) => (number === 1 ? 'is' : 'are');
const has = (number: number) => (number === 1 ? 'has' : 'have');
