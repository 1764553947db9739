/** Who reads an output, and the words that depend on it. */
import { pluralize } from '../../util/pluralize.ts';
import { daysBetween } from './calendar-date.ts';

/** The public reads it without internal updates and names of people; internally, everything is shown. */
export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

/** Words for an open milestone whose due date has passed. */
interface DueWords {
  /** In headings. */
  label: string;
  /** After a number: "3 are overdue". */
  are(count: number): string;
  /** Of one milestone that was due on a day. */
  milestone(due: string, today: string): string;
  /** The same where there is little room. */
  short(due: string, today: string): string;
}

const noPublicReport = 'no public report of completion';

/**
 * No output for the public says that work is overdue: it may be completed, as an internal update says. The words are the
 * same whether or not there is such an update.
 */
export const dueWords: Readonly<Record<Audience, DueWords>> = {
  internal: {
    label: 'overdue',
    are: (count) => `${count} ${count === 1 ? 'is' : 'are'} overdue`,
    milestone: (due, today) => `overdue ${pluralize(daysBetween(due, today), 'day')}`,
    short: (due, today) => `${pluralize(daysBetween(due, today), 'day')} late`,
  },
  public: {
    label: 'due date passed',
    are: (count) =>
      `${count} ${count === 1 ? 'has passed its' : 'have passed their'} due date with ${noPublicReport}`,
    milestone: (due) => `due ${due} has passed; ${noPublicReport}`,
    short: () => 'date passed',
  },
};

/** The names of fields and JSON keys that differ in public outputs. */
export const publicNames: readonly (readonly [name: string, publicName: string])[] = [
  ['overdue', 'due-passed'],
  ['days-past-due', 'days-since-due'],
];

/** The name of a field in outputs for an audience. */
export const nameFor = (audience: Audience, name: string): string =>
  (audience === 'public' && publicNames.find(([each]) => each === name)?.[1]) || name;

/** The name of the field that has this name in public outputs; any other name as it is. */
export const fromPublicName = (name: string): string =>
  publicNames.find(([, each]) => each === name)?.[0] ?? name;
