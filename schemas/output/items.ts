/** Items in answers: their fields, what was reported on them, and what was decided about them. */
import * as z from 'zod/mini';
import { amendableFields, kinds, milestoneStatuses, visibilities } from '../enums.ts';
import {
  anything,
  commit,
  count,
  day,
  dayOrNull,
  flag,
  hash,
  list,
  nullable,
  object,
  rating,
  status,
  text,
  textOrNull,
  undecided,
} from './parts.ts';

const milestone = object(
  {
    id: text('Its id, such as `5.1`.'),
    horizon: textOrNull('The span it falls in.'),
    due: dayOrNull('The day it is to be met; null: no date set.'),
    firstDue: dayOrNull('The first such day that the item remembers.'),
    task: text('What is to be done.'),
    agencies: list(z.string(), 'Who does it, where the source says so.'),
    status: nullable(z.enum(milestoneStatuses), 'Where it stands; null: not reported.'),
  },
  'A piece of the work that can be met.',
  'milestone',
);

const group = nullable(
  z.union([z.string(), z.boolean()]),
  'Of a list in groups, in which group this is; null: in that of what is not known.',
);

/** What every list can show of an item. */
const shown = {
  id: text('Its id.'),
  pillar: text('The id of the part of the plan it stands in.'),
  objective: text('What it is to bring about.'),
  action: text('What is to be done.'),
  measure: text('How success is to be seen.'),
  agencies: list(z.string(), 'The ids of those responsible, in the source’s order.'),
  lead: textOrNull('Which of them leads; null: unknown.'),
  kind: nullable(z.enum(kinds), 'What kind of work it is; null: unknown.'),
  horizon: list(z.string(), 'The spans its milestones fall in, or `ongoing`, or `trigger`.'),
  timetable: object(
    {
      milestones: list(milestone, 'In their order; none where the work is ongoing or waits for a trigger.'),
      ongoing: textOrNull('The source’s sentence on work without an end.'),
      trigger: textOrNull('The source’s sentence on what the work waits for.'),
    },
    'When the work is done.',
  ),
  due: dayOrNull('The nearest day that an open milestone is to meet; null: there is none.'),
  dueDates: list(z.iso.date(), 'The days that open milestones are to meet.'),
  undated: flag('Whether an open milestone has no date.'),
  openMilestones: count('How many milestones are open.'),
  status,
  rating,
  overdue: flag('Whether the day of an open milestone has passed.'),
  unreported: flag('Whether nobody has said where it stands.'),
  stale: flag('Whether the newest report is older than the plan allows.'),
  retired: dayOrNull('The day it was retired; null: it was not.'),
  asOf: dayOrNull('The day that the newest report is true for; null: there is none.'),
  daysSinceUpdate: nullable(z.int(), 'How long ago that is.'),
  reportCount: count('How many reports there are.'),
  evidenceCount: count('How many pieces of evidence they name.'),
  note: textOrNull('The newest report’s note.'),
};

/** Some of an item's fields: those that were asked for. */
export const someFields = z
  .partial(z.object({ group, ...shown }))
  .check(z.describe('An item: the fields that were asked for.'));

const evidence = object(
  {
    title: textOrNull('What it is.'),
    url: textOrNull('Where it can be read.'),
    file: textOrNull('A file of the plan’s folder `evidence`.'),
    sha256: textOrNull('Fingerprint of that file’s bytes.'),
  },
  'Something that shows a report to be true.',
  'evidence',
);

export const reported = {
  asOf: day('The day that the report is true for.'),
  recorded: day('The day it was written into the plan.'),
  agency: textOrNull('Whose report it is; null: the group’s.'),
  by: textOrNull('Who reported, as `Name <mail>`.'),
  milestone: textOrNull('The milestone whose status it sets; null: the item’s own.'),
  status,
  rating,
  reason: textOrNull('Why closed work was reopened.'),
  note: textOrNull('What was done.'),
  evidence: list(evidence, 'What shows it to be true.'),
  visibility: nullable(z.enum(visibilities), 'Who may read it; null: internal.'),
};

/** An entry of `updates`. */
export const update = object(reported, 'What was reported as of a day.', 'update');

export const decided = {
  recorded: day('The day that the decision was written into the plan.'),
  reason: text('Why.'),
  authority: text('Who decided, or the paper that says so.'),
  by: textOrNull('Who wrote it down for them.'),
};
export const decision = object(decided, 'A decision about the plan.', 'decision');

const value = nullable(
  z.union([z.string(), z.array(z.string())]),
  'A text, or a list of agencies; null: none.',
);

/** An entry of `amendments`. */
export const amendment = object(
  {
    ...decided,
    milestone: textOrNull('The milestone that was amended; null: the item itself.'),
    field: z.enum(amendableFields).check(z.describe('What was amended.')),
    from: value,
    to: value,
  },
  'A change to the plan’s own words, agencies or dates.',
  'amendment',
);

/** An item whole. */
export const whole = {
  ...shown,
  source: anything('The source’s own cells; null where the item has none.'),
  wording: text('Fingerprint of the frozen words.'),
  addition: nullable(decision, 'The decision that added it; null: the source has it.'),
  retirement: nullable(decision, 'The decision that retired it.'),
  amendments: list(amendment, 'Oldest first.'),
  updates: list(update, 'Oldest first.'),
};

const touch = object(
  {
    commit: hash('Its hash.'),
    date: day('The author’s day.'),
    author: text('Who made it.'),
    mail: text('And their address.'),
    subject: text('The first line of its message.'),
  },
  'A commit that touched the item.',
);

export const itemList = {
  items: list(someFields, 'In the order that was asked for, else the plan’s.'),
  summary: object(
    {
      asOf: day('The day that the answer is true for.'),
      commit,
      items: count('How many items are in the list.'),
      found: count('How many were found; more than are in the list where there was a limit.'),
      of: count('How many there were to choose from.'),
      retired: count('How many items of the plan are retired.'),
      undecided,
      unreadable: count('Files that could not be read, so that the answer is partial.'),
      groupBy: z.optional(text('The field whose words the groups are.')),
      groups: z.optional(
        list(
          object({ group, items: count('How many items of the list are in it.') }, 'A group.'),
          'Every group there is, in the plan’s order.',
        ),
      ),
    },
    'What the list is of.',
  ),
};

export const itemDetails = {
  items: list(
    object(
      { ...whole, commits: nullable(z.array(touch), 'Its last commits; null: there is no repository.') },
      'An item whole.',
    ),
    'In the order that was asked for.',
  ),
};
