/** The JSON of the history: commits, comparisons, and who set each field. */
import * as z from 'zod/mini';
import { amendmentKeys, amendmentOutput, decisionOutput, updateEntryKeys, updateOutput } from './items.ts';
import {
  anything,
  count,
  day,
  dayOrNull,
  flag,
  hash,
  hashOrNull,
  list,
  nullable,
  object,
  ratingOutput,
  statusOutput,
  text,
  textOrNull,
} from './parts.ts';

const what = z
  .enum(['added', 'removed', 'changed', 'unreadable'])
  .check(z.describe('The kind of change. Details of an `unreadable` item are unknown.'));

export const fieldChange = object(
  {
    field: text('The field, such as `status`, `timetable.trigger.text` or `milestone 5.1 status`.'),
    from: anything('The old value; null: none.'),
    to: anything('The new value; null: none.'),
  },
  'A changed field.',
  'field-change',
);

const step = object(
  {
    commit: hash('The hash.'),
    parents: list(hash('A commit hash.'), 'The parents.'),
    date: day('The author date, in the author’s time zone.'),
    author: text('The author.'),
    mail: text('The author’s email address.'),
    committed: z.iso.datetime().check(z.describe('The commit date, in UTC.')),
    subject: text('The first line of the message.'),
    body: text('The message without subject and trailers.'),
    trailers: list(
      object(
        { key: text('The key, such as `Plan-Item`.'), value: text('The value, such as `5`.') },
        'A trailer.',
      ),
      'In order.',
    ),
    items: list(
      object(
        {
          id: text('The item’s id.'),
          path: text('The path of the file in the repository.'),
          what,
          fields: list(fieldChange, 'The changed fields.'),
          reported: list(updateOutput, 'New updates.'),
          retracted: list(updateOutput, 'Removed updates, and the old state of altered ones.'),
          amended: list(amendmentOutput, 'New amendments.'),
          unamended: list(amendmentOutput, 'Removed amendments, and the old state of altered ones.'),
        },
        'The changes to an item.',
      ),
      'The changed items. For a merge, only the changes that neither parent has.',
    ),
    files: list(z.string(), 'The other changed files of the plan.'),
    reverts: hashOrNull('The earlier commit that it exactly reverts; null: none.'),
  },
  'A commit.',
);

export const logKeys = {
  commits: list(step, 'Newest first.'),
  summary: object(
    {
      commits: count('The number of commits in the list.'),
      shallow: textOrNull('Where the history of a shallow clone ends; null: it is complete.'),
      missing: count('The number of file versions that a partial clone lacks.'),
    },
    'The counts.',
  ),
};

const revision = object(
  { commit: hashOrNull('The commit; null: the files in the work tree.'), day: day('The day.') },
  'A revision.',
);

const byDecision = {
  amendments: list(amendmentOutput, 'The new amendments, oldest first.'),
  isAmended: flag('Whether they explain the change; otherwise it was made by hand.'),
};

const late = flag('Whether it was recorded in the period, but is true for a day before it.');

const itemChanges = object(
  {
    id: text('The item’s id.'),
    what,
    action: textOrNull('What is to be done.'),
    pillar: textOrNull('The id of the pillar.'),
    agencies: list(z.string(), 'The ids of the responsible agencies.'),
    status: object({ before: statusOutput, after: statusOutput }, 'The status at both revisions.'),
    rating: object({ before: ratingOutput, after: ratingOutput }, 'The rating at both revisions.'),
    decisions: list(
      object(
        {
          what: z.enum(['added', 'retired']).check(z.describe('The kind of decision.')),
          from: nullable(decisionOutput, 'The old decision.'),
          to: nullable(decisionOutput, 'The new decision.'),
          late,
        },
        'A decision that is new, or was altered or removed by hand.',
      ),
      'The decisions to add or retire the item.',
    ),
    moves: list(
      object(
        {
          what: z.enum(['status', 'rating']).check(z.describe('Which of the two changed.')),
          milestone: textOrNull('The milestone; null: the item itself.'),
          from: textOrNull('The old value.'),
          to: textOrNull('The new value.'),
        },
        'A changed status or rating.',
      ),
      'The changed statuses and ratings.',
    ),
    dates: list(
      object(
        {
          milestone: text('The milestone.'),
          from: dayOrNull('The old due date.'),
          to: dayOrNull('The new due date.'),
          days: nullable(z.int(), 'The difference in days; null: one of the dates is absent.'),
          first: dayOrNull('The first due date that the milestone had.'),
          ...byDecision,
        },
        'A changed due date.',
      ),
      'The changed due dates.',
    ),
    facts: list(
      object(
        {
          field: text('The field, such as `action`, `agencies` or `task`.'),
          milestone: textOrNull('The milestone; null: the item itself.'),
          from: anything('The old value.'),
          to: anything('The new value.'),
          ...byDecision,
        },
        'Changed wording, agencies, lead, kind, pillar or horizon.',
      ),
      'The changes to fields that only a decision may change.',
    ),
    milestones: list(
      object(
        {
          what: z.enum(['added', 'removed']).check(z.describe('The kind of change.')),
          id: text('The id.'),
          task: text('What is to be done.'),
          horizon: textOrNull('The id of the horizon.'),
          due: dayOrNull('The due date.'),
          agencies: list(z.string(), 'The ids of its agencies.'),
          status: textOrNull('The status.'),
        },
        'An added or removed milestone.',
      ),
      'The added and removed milestones.',
    ),
    others: list(anything('A change.'), 'Other changes, such as to `x-…` keys.'),
    reported: list(object({ ...updateEntryKeys, late }, 'A new update.'), 'New updates, newest last.'),
    released: list(updateOutput, 'Internal updates that were made public, as they are now.'),
    altered: list(
      object({ from: updateOutput, to: updateOutput }, 'The old and the new update.'),
      'The altered updates.',
    ),
    removed: list(updateOutput, 'The removed updates.'),
    undone: flag('Whether an undo removed the updates and amendments, such as `plan undo` or `git revert`.'),
    amended: list(
      object({ ...amendmentKeys, late }, 'A new amendment.'),
      'New amendments that explain no difference in this list.',
    ),
    unamended: list(amendmentOutput, 'Removed amendments, and the old state of altered ones.'),
  },
  'The changes to an item.',
);

const beforeAndAfter = { before: count('At the first revision.'), after: count('At the second.') };

/** What public output omits. */
export const leftOut = nullable(
  object(
    { reports: count('The number of internal updates.'), own: count('The number of custom `x-…` keys.') },
    'The counts.',
  ),
  'What public output omits; null: the output is internal.',
);

export const changesKeys = {
  from: revision,
  to: revision,
  items: list(itemChanges, 'The changed items.'),
  plan: list(fieldChange, 'The changes to plan.yaml and agencies.yaml.'),
  summary: object(
    {
      items: object(beforeAndAfter, 'The items that are not retired.'),
      retiredItems: object(beforeAndAfter, 'The retired items.'),
      byStatus: list(
        object(
          { status: statusOutput, name: text('The name of the status.'), ...beforeAndAfter },
          'A status.',
        ),
        'The statuses of the items at either revision, then no status and not reported.',
      ),
      changed: count('Changed items.'),
      added: count('Added items.'),
      retired: count('Items that were retired.'),
      removed: count('Removed items.'),
      unreadable: count('Items that could not be read.'),
      moved: count('Items whose status changed, also where it follows from milestones.'),
      milestonesMoved: count('Milestones whose status changed.'),
      rated: count('Items whose rating changed.'),
      slipped: count('Due dates moved later.'),
      broughtForward: count('Due dates moved earlier.'),
      amended: count('Changes with an amendment.'),
      unamended: count('Changes that need an amendment and have none.'),
      reported: count('New updates, without corrections and withdrawals.'),
      corrected: count('Corrected updates.'),
      withdrawn: count('Withdrawn updates.'),
      released: count('Internal updates that were made public.'),
      altered: count('The altered updates.'),
      retracted: count('Removed updates.'),
      undone: count('Updates and amendments that an undo removed, such as `plan undo` or `git revert`.'),
      plan: count('Changes to plan.yaml and agencies.yaml.'),
      leftOut,
    },
    'The counts.',
  ),
};

const setBy = {
  how: text('How the value was set: `set`, `imported`, `by hand`, …'),
  commit: hashOrNull('The commit that set the value; null: unknown.'),
  date: dayOrNull('The author date.'),
  author: textOrNull('The author.'),
  mail: textOrNull('The author’s email address.'),
  subject: textOrNull('The first line of the message.'),
  note: textOrNull('The note of the update that set the value.'),
  reason: textOrNull('The reason for the amendment or for reopening the item.'),
  authority: textOrNull('The authority for the amendment.'),
  evidence: list(anything('A piece of evidence.'), 'The evidence.'),
};

export const blameKeys = {
  id: text('The item’s id.'),
  facts: list(
    object({ field: text('The field.'), value: anything('The value.'), ...setBy }, 'A field and who set it.'),
    'The fields of the item.',
  ),
  report: nullable(
    object({ ...updateEntryKeys, ...setBy }, 'An update.'),
    'The newest update, and who recorded it; null: there is none.',
  ),
};
