/** The JSON of items: their fields, updates and decisions. */
import * as z from 'zod/mini';
import { amendableFields, itemKinds, milestoneStatuses, visibilities } from '../enums.ts';
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
  ratingOutput,
  statusOutput,
  text,
  textOrNull,
  undecided,
} from './parts.ts';

const milestoneOutput = object(
  {
    id: text('The id, such as `5.1`.'),
    horizon: textOrNull('The id of the horizon; null: none.'),
    due: dayOrNull('The due date; null: no date was set.'),
    firstDue: dayOrNull('The first due date, before any amendment.'),
    task: text('What is to be done.'),
    agencies: list(z.string(), 'The ids of its agencies, if the source names them.'),
    status: nullable(z.enum(milestoneStatuses), 'The status; null: none was reported.'),
  },
  'A piece of work that can be completed.',
  'milestone',
);

const group = nullable(
  z.union([z.string(), z.boolean()]),
  'In a grouped list, the value of the group; null: unknown.',
);

/** The fields that lists can show. */
const listFields = {
  id: text('The id.'),
  pillar: text('The id of the pillar.'),
  objective: text('What the action is to achieve.'),
  action: text('What is to be done.'),
  measure: text('How success is measured.'),
  agencies: list(z.string(), 'The ids of the responsible agencies, in the order of the source.'),
  lead: textOrNull('The id of the lead agency; null: unknown.'),
  kind: nullable(z.enum(itemKinds), 'The kind of work; null: unknown.'),
  horizon: list(z.string(), 'The ids of the horizons of its milestones, or `ongoing`, or `trigger`.'),
  timetable: object(
    {
      milestones: list(
        milestoneOutput,
        'The milestones in order; none if the work is ongoing or waits for a trigger.',
      ),
      ongoing: textOrNull('The text about ongoing work; null: none.'),
      trigger: textOrNull('The text about the trigger; null: none.'),
    },
    'When the work is to be done.',
  ),
  due: dayOrNull('The earliest due date of an open milestone; null: there is none.'),
  dueDates: list(z.iso.date(), 'The due dates of open milestones.'),
  undated: flag('Whether an open milestone has no date.'),
  openMilestones: count('The number of open milestones.'),
  status: statusOutput,
  statusFrom: nullable(
    z.enum(['item', 'milestones']),
    'Where the status comes from: a report on the item itself, or its milestones imply it; null: no status.',
  ),
  rating: ratingOutput,
  overdue: z.optional(
    flag('Whether the due date of an open milestone has passed. In a public output, `duePassed`.'),
  ),
  duePassed: z.optional(flag('In a public output, what `overdue` is in others.')),
  daysPastDue: z.optional(
    nullable(
      z.int(),
      'The number of days since the earliest such date; null: none has passed. In a public output, `daysSinceDue`.',
    ),
  ),
  daysSinceDue: z.optional(nullable(z.int(), 'In a public output, what `daysPastDue` is in others.')),
  unreported: flag('Whether neither it nor one of its milestones has an update.'),
  stale: flag('Whether the newest update is older than `stale-after`.'),
  retired: dayOrNull('The day on which it was retired; null: not retired.'),
  asOf: dayOrNull('The day that the newest update describes; null: there is none.'),
  daysSinceUpdate: nullable(z.int(), 'The number of days since then; null: there is no update.'),
  reportCount: count('The number of updates.'),
  evidenceCount: count('The number of pieces of evidence in them.'),
  note: textOrNull('The note of the newest update.'),
};

/** The requested fields of an item. */
const someFields = z
  .partial(z.object({ group, ...listFields }))
  .check(z.describe('The requested fields of an item.'));

const evidenceOutput = object(
  {
    title: textOrNull('The title.'),
    url: textOrNull('The URL.'),
    file: textOrNull('A file in the plan’s folder `evidence`.'),
    sha256: textOrNull('The SHA-256 of the file.'),
  },
  'A piece of evidence.',
  'evidence',
);

export const updateEntryKeys = {
  id: text('The id: eight hexadecimal digits. In an item, the second of equal updates has `-2` behind it.'),
  asOf: day('The day that the update describes.'),
  recorded: day('The day on which it was recorded.'),
  agency: textOrNull('The id of the agency that reports; null: the group.'),
  by: textOrNull('Who reported, as `Name <email>`; null: not stated.'),
  corrects: textOrNull('The id of the update that it corrects; null: none.'),
  withdraws: textOrNull('The id of the update that it withdraws; null: it is a report.'),
  milestone: textOrNull('The milestone whose status is reported; null: the item itself.'),
  status: statusOutput,
  rating: ratingOutput,
  reason: textOrNull('Why closed work was reopened, or why an update was withdrawn; null: not stated.'),
  note: textOrNull('The note; null: none.'),
  evidence: list(evidenceOutput, 'The evidence.'),
  visibility: nullable(z.enum(visibilities), 'Who may read it; null: internal.'),
  released: nullable(
    object(
      { day: day('The day.'), authority: text('Who decided it, or the document with the decision.') },
      'A release.',
    ),
    'When an internal update was made public; null: it was not.',
  ),
};

/** An entry of `updates`. */
export const updateOutput = object(updateEntryKeys, 'A report by an agency or the group.', 'update');

const itemUpdateOutput = object(
  {
    ...updateEntryKeys,
    correctedBy: textOrNull('The id of its correction, which counts in its place; null: none.'),
    withdrawnBy: textOrNull('The id of its withdrawal, so that it does not count; null: none.'),
  },
  'A report by an agency or the group, or the withdrawal of one.',
);

export const decisionKeys = {
  recorded: day('The day on which the decision was recorded.'),
  effective: day('The day from which it applies, never later.'),
  reason: text('The reason.'),
  authority: text('Who decided, or the document with the decision.'),
  by: textOrNull('Who recorded the decision for them; null: not stated.'),
};
export const decisionOutput = object(decisionKeys, 'A decision to add or retire an item.', 'decision');

const value = nullable(
  z.union([z.string(), z.array(z.string())]),
  'A text, or a list of agencies; null: none.',
);

/** The keys of an entry of `amendments`. */
export const amendmentKeys = {
  ...decisionKeys,
  milestone: textOrNull('The amended milestone; null: the item itself.'),
  field: z.enum(amendableFields).check(z.describe('The amended field.')),
  from: value,
  to: value,
};
export const amendmentOutput = object(
  amendmentKeys,
  'A change to the wording, agencies or dates.',
  'amendment',
);

/** All fields of an item. */
export const itemKeys = {
  ...listFields,
  source: anything('The table cells of the source; null: the source does not have the item.'),
  wording: text('Fingerprint of the frozen wording.'),
  addition: nullable(decisionOutput, 'The decision that added the item; null: the source has it.'),
  retirement: nullable(decisionOutput, 'The decision that retired the item; null: not retired.'),
  amendments: list(amendmentOutput, 'Oldest first.'),
  updates: list(itemUpdateOutput, 'In the order in which they were recorded.'),
};

const commitOfItem = object(
  {
    commit: hash('The hash.'),
    date: day('The author date.'),
    author: text('The author.'),
    mail: text('The author’s email address.'),
    subject: text('The first line of the message.'),
  },
  'A commit that changed the item.',
);

export const itemListKeys = {
  items: list(someFields, 'In the requested order, or that of the plan.'),
  summary: object(
    {
      asOf: day('The day for which the output is computed.'),
      commit,
      items: count('The number of items in the list.'),
      found: count('The number of items found; with a limit, more than the list has.'),
      of: count('The number of items before filtering.'),
      retired: count('The number of retired items.'),
      undecided,
      unreadable: count(
        'The number of files that could not be read. If there are any, the list is incomplete.',
      ),
      groupBy: z.optional(text('The field by which the list is grouped.')),
      groups: z.optional(
        list(
          object({ group, items: count('The number of items in the group.') }, 'A group.'),
          'All groups, in the order of the plan.',
        ),
      ),
    },
    'The counts.',
  ),
};

export const itemDetailsKeys = {
  asOf: day('The day for which the output is computed.'),
  commit,
  items: list(
    object(
      {
        ...itemKeys,
        commits: nullable(
          z.array(commitOfItem),
          'The newest commits; null: there is no repository, or the output is public.',
        ),
      },
      'A complete item.',
    ),
    'In the requested order.',
  ),
};
