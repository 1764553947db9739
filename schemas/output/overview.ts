/** The plan as a whole: its state at a glance, its agencies, the report on it. */
import * as z from 'zod/mini';
import { changes, leftOut } from './history.ts';
import { decided, whole } from './items.ts';
import {
  asOf,
  commit,
  count,
  day,
  flag,
  hashOrNull,
  list,
  nullable,
  object,
  retiredItems,
  status,
  text,
  textOrNull,
  undecided,
  unreadable,
} from './parts.ts';

const plan = object(
  {
    id: text('Its id.'),
    title: text('What it is called.'),
    owner: text('Whose it is.'),
    timeZone: text('The time zone that its days are of.'),
    source: z
      .looseObject({ title: text('Where its words are from.') })
      .check(z.describe('Its source, and the copyright.')),
  },
  'Which plan.',
);

const stats = {
  items: count('Items.'),
  reported: count('Items with a reported status, of `items`.'),
  offTrack: count('Items rated off track, of `items`.'),
  atRisk: count('Items rated at risk, of `items`.'),
  withMilestones: count('Items with milestones: only these can be completed, be overdue or have no date.'),
  completed: count('Completed items, of `withMilestones`.'),
  overdue: count('Open items with an open milestone whose due date has passed, of `withMilestones`.'),
  undated: count('Open items with an open milestone that has no due date, of `withMilestones`.'),
  milestones: count('Milestones.'),
  closedMilestones: count('Closed milestones, of `milestones`.'),
  undatedMilestones: count('Open milestones of open items that have no due date, of `milestones`.'),
  withoutMilestones: count('Ongoing items, and items that wait for a trigger.'),
  inPlace: count('Items in place, of `withoutMilestones`.'),
};

const groupStats = (what: string, description: string) =>
  list(object({ id: text('Its id.'), name: text('What it is called.'), ...stats }, what), description);

const ofAll = count('How many items there were to choose from: all that are not retired.');

export const summary = {
  plan,
  asOf,
  commit,
  summary: object(
    {
      ...stats,
      retired: retiredItems,
      unreported: count('Items without a reported status, of `items`.'),
      byStatus: list(
        object({ status, name: text('The status in words.'), items: count('How many items.') }, 'A status.'),
        'Every status that an item has, then none.',
      ),
      byPillar: groupStats('A pillar.', 'In the plan’s order.'),
      byAgency: groupStats('An agency.', 'An item counts once for each of its agencies.'),
    },
    'The plan in numbers.',
  ),
  of: ofAll,
  undecided,
  unreadable,
};

export const agencyList = {
  agencies: list(
    object(
      {
        id: text('Its id.'),
        items: count('How many items are its own.'),
        name: text('What it is called.'),
        aliases: list(z.string(), 'What else it is called.'),
        successors: list(
          object(
            {
              name: text('Who.'),
              aliases: list(z.string(), 'What else they are called.'),
              from: day('Since when.'),
            },
            'Who took over.',
          ),
          'Who took over.',
        ),
        class: flag('Whether it is a kind of bodies, whom nobody can chase.'),
      },
      'An agency.',
    ),
    'In the register’s order.',
  ),
  summary: object(
    {
      commit,
      agencies: count('How many.'),
      items: count('Items that were counted.'),
      of: ofAll,
      retired: retiredItems,
      undecided,
      unreadable,
    },
    'What the list is of.',
  ),
};

const valueCounts = list(
  object(
    {
      value: textOrNull('The status or rating; null: none.'),
      now: count('How many items now.'),
      before: nullable(z.int(), 'How many at the beginning of the period.'),
    },
    'How many items stand there.',
  ),
  'Every one there is.',
);

const ids = (description: string) => list(z.string(), description);

export const report = {
  plan,
  audience: z.enum(['public', 'internal']).check(z.describe('For whom it is.')),
  agencies: nullable(z.array(z.string()), 'The agencies it is about; null: all.'),
  where: nullable(
    z.array(z.string()),
    'The questions that are true of the items it is about, as they were asked; null: none was.',
  ),
  undecided,
  asOf,
  commit,
  since: nullable(
    object({ day: day('Its day.'), commit: hashOrNull('Its commit.') }, 'A moment.'),
    'The beginning of the period; null: none was asked for.',
  ),
  leftOut,
  headline: text('The report in a sentence.'),
  total: object(stats, 'All items in numbers.'),
  before: nullable(object(stats, 'The same.'), 'The same at the beginning of the period.'),
  statuses: valueCounts,
  ratings: valueCounts,
  pillars: groupStats('A pillar.', 'In the plan’s order.'),
  byAgency: groupStats('An agency.', 'An item counts once for each of its agencies.'),
  attention: list(
    object(
      {
        id: text('The item’s id.'),
        action: text('What is to be done.'),
        agencies: ids('Who is responsible.'),
        reasons: list(
          object(
            {
              is: text('`overdue`, `off-track`, `at-risk`, `on-hold`, `stale`, `unreported`.'),
              days: nullable(z.int(), 'For how long; null: not counted.'),
              milestones: list(
                object({ id: text('Its id.'), due: z.optional(day('When it was due.')) }, 'A milestone.'),
                'Those that are overdue.',
              ),
            },
            'A reason.',
          ),
          'Worst first.',
        ),
      },
      'An item that somebody should look at.',
    ),
    'Worst first.',
  ),
  undated: ids('Open items with an open milestone that has no due date.'),
  changes: nullable(
    object(changes, 'What changed.'),
    'What changed in the period; null: none was asked for.',
  ),
  items: list(
    object(
      {
        ...whole,
        nextStep: textOrNull('The milestone that is next.'),
        reportsInPeriod: nullable(z.int(), 'How many reports came in the period.'),
      },
      'An item whole.',
    ),
    'In the plan’s order.',
  ),
  withoutMilestones: ids('Ongoing items, and items that wait for a trigger.'),
  retired: list(
    object(
      { id: text('The item’s id.'), action: text('What was to be done.'), ...decided },
      'A retired item.',
    ),
    'Items that were retired.',
  ),
  unknown: z.looseObject({}).check(z.describe('What nobody has said, in numbers.')),
  unreadable: ids('The items that could not be read.'),
};

/** The figures of pictures. */
export const chart = {
  charts: list(
    object(
      {
        name: text('Which chart it is.'),
        title: text('What it is called.'),
        description: text('What it shows, in a sentence.'),
        columns: list(z.string(), 'The names of the columns.'),
        rows: list(z.array(z.union([z.string(), z.number()])), 'Every number in the picture.'),
        notes: list(z.string(), 'What must be known to read the figures right.'),
        nothing: textOrNull('Why there is nothing to draw; null: there is something.'),
      },
      'A picture’s figures.',
    ),
    'One, or where none was named several.',
  ),
  summary: object({ asOf, commit, unreadable }, 'What they are of.'),
};

export const calendar = {
  events: list(
    object(
      {
        id: text('The same whatever the day is moved to.'),
        what: z
          .enum(['due', 'reports'])
          .check(z.describe('A day to meet, or one for which there are reports.')),
        day: day('The day.'),
        title: text('What it is.'),
        lines: list(z.string(), 'What else is known of it.'),
      },
      'A day.',
    ),
    'In their order.',
  ),
  summary: object({ asOf, commit, unreadable }, 'What they are of.'),
};
