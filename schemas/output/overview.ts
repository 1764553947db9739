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

const part = (what: string) =>
  object(
    {
      id: text('Its id.'),
      name: text('What it is called.'),
      items: count('Its items.'),
      reported: count('Those that somebody has reported on.'),
      overdue: count('Those that are overdue.'),
    },
    what,
  );

const ofAll = count('How many items there were to choose from: all that are not retired.');

export const summary = {
  plan,
  asOf,
  commit,
  summary: object(
    {
      items: count('Items that are not retired.'),
      retired: retiredItems,
      byStatus: list(
        object({ status, name: text('The status in words.'), items: count('How many items.') }, 'A status.'),
        'Every status that an item has, then none.',
      ),
      byPillar: list(part('A part of the plan.'), 'In the plan’s order.'),
      byAgency: list(part('An agency.'), 'An item counts for each of its agencies.'),
      unreported: count('Items on which nobody has reported.'),
      overdue: count('Items that are overdue.'),
      withMilestones: count('Items that could be overdue or lack a date.'),
      undated: count('Of these, the items with a milestone that has no date.'),
      milestones: count('Milestones.'),
      undatedMilestones: count('Those that have no date.'),
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

const tally = {
  items: count('Items.'),
  reported: count('Those that somebody has reported on.'),
  offTrack: count('Those that are off track.'),
  atRisk: count('Those that are at risk.'),
  withMilestones: count('Those that have an end: the only ones that can be completed, overdue or undated.'),
  completed: count('Of these, the completed.'),
  overdue: count('The overdue.'),
  undated: count('The open ones of which an open milestone has no date.'),
  milestones: count('Their milestones.'),
  closedMilestones: count('The milestones that are closed.'),
  undatedMilestones: count('The open milestones without a date.'),
  standing: count('Items without an end: ongoing, or waiting for a trigger.'),
  inPlace: count('Of these, those that are in place.'),
};

const parts = (what: string) =>
  list(
    object({ id: text('Its id.'), name: text('What it is called.'), ...tally }, what),
    'In the plan’s order.',
  );

const standings = list(
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
  total: object(tally, 'All items in numbers.'),
  before: nullable(object(tally, 'The same.'), 'The same at the beginning of the period.'),
  statuses: standings,
  ratings: standings,
  pillars: parts('A part of the plan.'),
  byAgency: parts('An agency: an item counts for each of its own.'),
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
  undated: ids('Open items with an open milestone that has no date.'),
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
  standing: ids('Ongoing work, and work that waits for a trigger.'),
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
