/** The JSON of output about the whole plan: summary, agencies, report, charts and calendar. */
import * as z from 'zod/mini';
import { concernReasons, statuses } from '../enums.ts';
import { changesKeys, leftOut } from './history.ts';
import { decisionKeys, itemKeys } from './items.ts';
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
  statusOutput,
  text,
  textOrNull,
  undecided,
  unreadable,
} from './parts.ts';

const plan = object(
  {
    id: text('The id.'),
    title: text('The title.'),
    owner: text('The organisation that is accountable for the plan.'),
    timeZone: text('The time zone of its days.'),
    source: z
      .looseObject({ title: text('The title of the source document.') })
      .check(z.describe('The source document and its copyright.')),
  },
  'The plan.',
);

const stats = {
  items: count('Items.'),
  reported: count('Items with an update on them or on one of their milestones, of `items`.'),
  offTrack: count('Items rated off track, of `items`.'),
  atRisk: count('Items rated at risk, of `items`.'),
  withMilestones: count('Items with milestones: only these can be completed, be overdue or have no date.'),
  completed: count('Completed items, of `withMilestones`.'),
  overdue: z.optional(
    count(
      'Open items with an open milestone whose due date has passed, of `withMilestones`. In a public output, `duePassed`.',
    ),
  ),
  duePassed: z.optional(count('In a public output, what `overdue` is in others.')),
  undated: count('Open items with an open milestone that has no due date, of `withMilestones`.'),
  milestones: count('Milestones.'),
  closedMilestones: count('Closed milestones, of `milestones`.'),
  undatedMilestones: count('Open milestones of open items that have no due date, of `milestones`.'),
  withoutMilestones: count('Ongoing items, and items that wait for a trigger.'),
  inPlace: count('Items in place, of `withoutMilestones`.'),
};

const groupStats = (what: string, description: string) =>
  list(object({ id: text('The id.'), name: text('The name.'), ...stats }, what), description);

const ofAll = count('The number of items before filtering: all that are not retired.');

export const summaryKeys = {
  plan,
  asOf,
  commit,
  summary: object(
    {
      ...stats,
      retired: retiredItems,
      unreported: count('Items without an update, of `items`.'),
      byStatus: list(
        object(
          {
            status: statusOutput,
            name: text('The name of the status.'),
            items: count('The number of items.'),
          },
          'A status.',
        ),
        'The statuses of the items, then no status and not reported.',
      ),
      byPillar: groupStats('A pillar.', 'In the order of the plan.'),
      byAgency: groupStats('An agency.', 'An item counts once for each of its agencies.'),
    },
    'The counts.',
  ),
  of: ofAll,
  undecided,
  unreadable,
};

export const agencyListKeys = {
  agencies: list(
    object(
      {
        id: text('The id.'),
        items: count('The number of items for which it is responsible.'),
        name: text('The name.'),
        aliases: list(z.string(), 'Other names.'),
        successors: list(
          object(
            {
              name: text('The name.'),
              aliases: list(z.string(), 'Other names.'),
              from: day('The day on which it took over.'),
            },
            'An organisation that took over.',
          ),
          'The organisations that took over, oldest first.',
        ),
        class: flag('Whether it is a kind of organisation, which cannot be contacted as one.'),
      },
      'An agency.',
    ),
    'In the order of agencies.yaml.',
  ),
  summary: object(
    {
      asOf,
      commit,
      agencies: count('The number of agencies.'),
      items: count('The number of items that were counted.'),
      of: ofAll,
      retired: retiredItems,
      undecided,
      unreadable,
    },
    'The counts.',
  ),
};

const valueCounts = list(
  object(
    {
      value: textOrNull('The status or rating; null: none.'),
      name: text('How it is printed: of a missing status, `no status` or `not reported`.'),
      now: count('The number of items now.'),
      before: nullable(z.int(), 'The number of items at the start of the period; null: no period.'),
    },
    'The number of items with a status or rating.',
  ),
  'All that items have.',
);

const ids = (description: string) => list(z.string(), description);

export const reportKeys = {
  plan,
  audience: z.enum(['public', 'internal']).check(z.describe('The audience.')),
  agencies: nullable(z.array(z.string()), 'The agencies in the report; null: all.'),
  where: nullable(
    z.array(z.string()),
    'The expressions and saved queries that select the items, as given; null: none.',
  ),
  undecided,
  asOf,
  commit: hashOrNull(
    'The commit that has the plan of the report, for `--known`; null: not all files are committed.',
  ),
  since: nullable(
    object({ day: day('The day.'), commit: hashOrNull('The commit.') }, 'A revision.'),
    'The start of the period; null: no period.',
  ),
  leftOut,
  headline: text('The report in one sentence.'),
  total: object(stats, 'The counts of all items.'),
  before: nullable(object(stats, 'The counts.'), 'The counts at the start of the period; null: no period.'),
  statuses: valueCounts,
  ratings: valueCounts,
  pillars: groupStats('A pillar.', 'In the order of the plan.'),
  byAgency: groupStats('An agency.', 'An item counts once for each of its agencies.'),
  attention: list(
    object(
      {
        id: text('The id of the item.'),
        action: text('What is to be done.'),
        agencies: ids('The ids of the responsible agencies.'),
        reasons: list(
          object(
            {
              is: z
                .enum([...concernReasons, 'due-passed'])
                .check(
                  z.describe('The reason. In a public output, `due-passed` is what `overdue` is in others.'),
                ),
              days: nullable(z.int(), 'For how many days; null: not counted.'),
              milestones: list(
                object({ id: text('The id.'), due: z.optional(day('The due date.')) }, 'A milestone.'),
                'The milestones whose due date has passed.',
              ),
              reports: list(
                object(
                  {
                    agency: text('The id of the agency.'),
                    status: z.enum(statuses).check(z.describe('The status.')),
                    asOf: day('The day that the report describes.'),
                  },
                  'A report.',
                ),
                'For `disagreement`: the newest report of each agency.',
              ),
              implied: nullable(
                z.enum(statuses),
                'For `newer-milestones`: the status that the milestones imply.',
              ),
            },
            'A reason.',
          ),
          'Most serious first.',
        ),
      },
      'An item that needs attention.',
    ),
    'Most serious first.',
  ),
  undated: ids('Open items with an open milestone that has no due date.'),
  changes: nullable(object(changesKeys, 'The changes.'), 'The changes in the period; null: no period.'),
  items: list(
    object(
      {
        ...itemKeys,
        nextStep: textOrNull('The next milestone; null: there is none.'),
        reportsInPeriod: nullable(z.int(), 'The number of updates in the period; null: no period.'),
      },
      'A complete item.',
    ),
    'In the order of the plan.',
  ),
  withoutMilestones: ids('Ongoing items, and items that wait for a trigger.'),
  retired: list(
    object(
      { id: text('The id of the item.'), action: text('What was to be done.'), ...decisionKeys },
      'A retired item.',
    ),
    'The retired items.',
  ),
  unknown: z.looseObject({}).check(z.describe('The numbers of unknown values.')),
  unreadable: ids('The ids of items that could not be read.'),
};

/** The data of charts. */
export const chartKeys = {
  charts: list(
    object(
      {
        name: text('The name of the chart.'),
        title: text('The title.'),
        description: text('What the chart shows, in one sentence.'),
        columns: list(z.string(), 'The names of the columns.'),
        rows: list(z.array(z.union([z.string(), z.number()])), 'All values in the chart.'),
        notes: list(z.string(), 'Notes on how values were counted.'),
        nothing: textOrNull('Why the chart is empty; null: it is not.'),
      },
      'The data of a chart.',
    ),
    'The chart that was named, or several.',
  ),
  summary: object({ asOf, commit, unreadable }, 'The day and the source of the data.'),
};

export const calendarKeys = {
  events: list(
    object(
      {
        id: text('An id that stays the same if the day changes.'),
        what: z.enum(['due', 'reports']).check(z.describe('A due date, or a day with updates.')),
        day: day('The day.'),
        title: text('The title.'),
        lines: list(z.string(), 'The description, by line.'),
      },
      'An event.',
    ),
    'By day.',
  ),
  summary: object({ asOf, commit, unreadable }, 'The day and the source of the data.'),
};
