/** The state of the plan in one sentence: numbers, each with what it is a part of, and no adjectives. */
import { pluralize } from '../../util/pluralize.ts';
import type { Audience } from './redact-plan.ts';
import type { Stats } from './stats.ts';

export interface HeadlineFacts {
  audience: Audience;
  /** The day it is. */
  day: string;
  total: Stats;
  /** Whether only some of the plan's items were asked about. */
  isPart: boolean;
  /** The day the period began, and how many items' statuses moved since; null without a period. */
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
          `of ${withMilestones} with milestones ${completed} ${is(completed)} completed and ${overdue} ${is(overdue)} overdue`,
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
