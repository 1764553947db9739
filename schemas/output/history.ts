/** What git remembers of the plan: single commits, two points compared, and who set what. */
import * as z from 'zod/mini';
import { amendment, decision, reported, update } from './items.ts';
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
  rating,
  status,
  text,
  textOrNull,
} from './parts.ts';

const whats = z.enum(['added', 'removed', 'changed', 'unreadable']);
const what = whats.check(z.describe('What became of it; `unreadable`: more is not known.'));

export const fieldChange = object(
  {
    field: text('`status`, `timetable.trigger.text`, `milestone 5.1 status`.'),
    from: anything('What it was; null: absent.'),
    to: anything('What it became; null: absent.'),
  },
  'One fact that changed.',
  'field-change',
);

const step = object(
  {
    commit: hash('Its hash.'),
    parents: list(hash('A commit.'), 'What it builds on.'),
    date: day('The author’s day, where the author was.'),
    author: text('Who made it.'),
    mail: text('And their address.'),
    committed: z.iso.datetime().check(z.describe('When it was committed, in UTC.')),
    subject: text('The first line of its message.'),
    body: text('The message without its subject and its trailers.'),
    trailers: list(
      object({ key: text('`Plan-Item`.'), value: text('`5`.') }, 'A trailer.'),
      'In their order.',
    ),
    items: list(
      object(
        {
          id: text('The item’s id.'),
          path: text('Its file, from the top of the work tree.'),
          what,
          fields: list(fieldChange, 'The facts that changed.'),
          reported: list(update, 'Entries that are new.'),
          retracted: list(update, 'Entries that are gone, or not what they were.'),
          amended: list(amendment, 'Amendments that are new.'),
          unamended: list(amendment, 'Amendments that are gone, or not what they were.'),
        },
        'What a commit did to an item.',
      ),
      'Of a merge, only what the merge itself decided.',
    ),
    files: list(z.string(), 'The plan’s other files that it touched.'),
  },
  'One commit.',
);

export const log = {
  commits: list(step, 'Newest first.'),
  summary: object(
    {
      commits: count('How many are told.'),
      shallow: textOrNull('Where a shallow clone ends; null: it is whole.'),
      missing: count('Texts that a partial clone lacks.'),
    },
    'What the list is of.',
  ),
};

const moment = object(
  { commit: hashOrNull('Null: the files as they are.'), day: day('Its day.') },
  'A point.',
);

const byDecision = {
  amendments: list(amendment, 'Those that are new, oldest first.'),
  isAmended: flag('Whether they lead from what it was to what it is; else a hand changed it.'),
};

const states = { before: status, after: status };

const news = object(
  {
    id: text('The item’s id.'),
    what,
    action: textOrNull('What is to be done.'),
    pillar: textOrNull('The part of the plan it stands in.'),
    agencies: list(z.string(), 'Who is responsible.'),
    status: object(states, 'Its status at both points.'),
    rating: object({ before: rating, after: rating }, 'Its rating at both points.'),
    decisions: list(
      object(
        {
          what: z.enum(['added', 'retired']).check(z.describe('What was decided.')),
          from: nullable(decision, 'The decision as it was.'),
          to: nullable(decision, 'The decision as it is.'),
        },
        'A decision that is new, or altered or taken back by hand.',
      ),
      'Decisions to add or retire it.',
    ),
    moves: list(
      object(
        {
          what: z.enum(['status', 'rating']).check(z.describe('What moved.')),
          milestone: textOrNull('The milestone whose status it is; null: the item’s own.'),
          from: textOrNull('What it was.'),
          to: textOrNull('What it became.'),
        },
        'A status or rating that moved.',
      ),
      'Statuses and ratings that moved.',
    ),
    dates: list(
      object(
        {
          milestone: text('The milestone.'),
          from: dayOrNull('When it was due.'),
          to: dayOrNull('When it is due.'),
          days: nullable(z.int(), 'How many days later; null where one of the two is absent.'),
          first: dayOrNull('The first date it ever had.'),
          ...byDecision,
        },
        'A date that moved.',
      ),
      'Dates that moved.',
    ),
    facts: list(
      object(
        {
          field: text('`action`, `agencies`, `task`.'),
          milestone: textOrNull('The milestone it is of.'),
          from: anything('What it was.'),
          to: anything('What it is.'),
          ...byDecision,
        },
        'Words, agencies, lead, kind, pillar or horizon that changed.',
      ),
      'What only a decision may change.',
    ),
    milestones: list(
      object(
        {
          what: z.enum(['added', 'removed']).check(z.describe('What became of it.')),
          id: text('Its id.'),
          task: text('What is to be done.'),
          horizon: textOrNull('The span it falls in.'),
          due: dayOrNull('The day it is to be met.'),
          agencies: list(z.string(), 'Who does it.'),
          status: textOrNull('Where it stands.'),
        },
        'A milestone that came or went.',
      ),
      'Milestones that came or went.',
    ),
    others: list(anything('A change.'), 'Anything else, such as `x-…`.'),
    reported: list(update, 'New reports, newest last.'),
    altered: list(
      object({ from: update, to: update }, 'As it was and as it is.'),
      'Reports that were altered.',
    ),
    removed: list(update, 'Reports that are gone.'),
    amended: list(amendment, 'New amendments that no difference here comes from.'),
    unamended: list(amendment, 'Amendments that are gone, or not what they were.'),
  },
  'What became of one item.',
);

const beforeAndAfter = { before: count('At the first point.'), after: count('At the second.') };

/** What is left out for everybody. */
export const leftOut = nullable(
  object(
    { reports: count('Internal reports.'), own: count('Fields of the plan’s own, `x-…`.') },
    'How much.',
  ),
  'What was left out because it is internal; null: nothing was to be.',
);

export const changes = {
  from: moment,
  to: moment,
  items: list(news, 'Every item of which anything changed.'),
  plan: list(fieldChange, 'Changes to the plan’s own file and the register.'),
  summary: object(
    {
      items: object(beforeAndAfter, 'Items that are not retired.'),
      retiredItems: object(beforeAndAfter, 'Items that are.'),
      byStatus: list(
        object({ status, name: text('The status in words.'), ...beforeAndAfter }, 'A status.'),
        'Every status that an item has at one of the points, then none.',
      ),
      changed: count('Items that changed.'),
      added: count('Items that came.'),
      retired: count('Items that were retired.'),
      removed: count('Items that went.'),
      unreadable: count('Items that could not be read.'),
      moved: count('Items whose own status moved.'),
      milestonesMoved: count('Milestones whose status moved.'),
      rated: count('Items whose rating moved.'),
      slipped: count('Dates that are later.'),
      broughtForward: count('Dates that are earlier.'),
      amended: count('Changes by decision.'),
      unamended: count('Changes to what only a decision may change, without one.'),
      reported: count('New reports.'),
      altered: count('Reports that were altered.'),
      retracted: count('Reports that are gone.'),
      plan: count('Changes to the plan’s own file and the register.'),
      leftOut,
    },
    'The same in numbers.',
  ),
};

const who = {
  how: text('How that is known: `set`, `imported`, `by hand`, …'),
  commit: hashOrNull('The commit that set it; null: not known.'),
  date: dayOrNull('The author’s day.'),
  author: textOrNull('Who made it.'),
  mail: textOrNull('And their address.'),
  subject: textOrNull('The first line of its message.'),
  note: textOrNull('The note of the report that set it.'),
  reason: textOrNull('Why it was amended or reopened.'),
  authority: textOrNull('By whose word it was amended.'),
  evidence: list(anything('A piece of evidence.'), 'What shows it to be true.'),
};

export const blame = {
  id: text('The item’s id.'),
  facts: list(
    object({ field: text('Its name.'), value: anything('What it is.'), ...who }, 'A fact of the item.'),
    'Each of its facts.',
  ),
  report: nullable(object({ ...reported, ...who }, 'A report.'), 'The newest report, and who made it.'),
};
