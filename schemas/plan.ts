/** `plan/plan.yaml`: what the plan is. */
import * as z from 'zod/mini';
import { handle, id, line, mapping, monthAndDay, prose, unique } from './common.ts';
import { itemFolders, ruleSettings, severities } from './enums.ts';

const named = (description: string) =>
  mapping({ id: id('How items name it.'), name: line('How people name it.') }, description);

const ownRule = mapping(
  {
    id: id('How findings name it; no other rule has it.'),
    expression: prose(
      'What must hold of every item that is not retired, in CEL. It sees `item`, `plan` and `today`, keys in camel case and dates as timestamps, `item.overdue` and `item.nextDue`, and under `item.x` the keys of one’s own.',
    ),
    message: line('What a finding says where it does not hold.'),
    severity: z.optional(z.enum(severities).check(z.describe('How much it weighs; absent means `error`.'))),
  },
  'A rule of this plan’s own.',
);

const validation = mapping(
  {
    severities: z.optional(
      z
        .record(z.string(), z.enum(ruleSettings))
        .check(z.describe('By rule, how much it weighs in this plan; `off` means that it is not applied.')),
    ),
    rules: z.optional(
      z.array(ownRule).check(z.describe('What must hold in this plan beside the rules of all.')),
    ),
  },
  'How this plan is to be judged, where that differs from how all are.',
);

const reporting = mapping(
  {
    'stale-after': z.optional(
      z
        .int()
        .check(
          z.minimum(1, { error: 'a whole number of days, from 1 to 3660' }),
          z.maximum(3660, { error: 'a whole number of days, from 1 to 3660' }),
          z.describe(
            'After how many days without a new report an item that is still open is stale. Absent means 180.',
          ),
        ),
    ),
  },
  'How often agencies are to report.',
);

const expression = prose(
  'In CEL, true of the items that are meant: over the fields that `plan fields` lists, `item`, `plan` and `today`.',
);

const savedQuery = z.union(
  [
    expression,
    mapping({ expression, meaning: line('What it asks, in a few words.') }, 'A question with its meaning.'),
  ],
  { error: 'an expression, or a mapping with `expression` and `meaning`' },
);

export const plan = mapping(
  {
    id: id('A short name for the plan.'),
    title: line('The plan’s full title.'),
    owner: line('The body that answers for the plan.'),
    owners: z.optional(
      unique(handle, 'Who is asked to review changes to the plan’s own files: for `plan codeowners`.'),
    ),
    'time-zone': line('The IANA time zone whose calendar says what day it is, such as `Pacific/Auckland`.'),
    'id-width': z.optional(
      z
        .int()
        .check(
          z.minimum(1, { error: 'a whole number from 1 to 9' }),
          z.maximum(9, { error: 'a whole number from 1 to 9' }),
          z.describe(
            'How many digits item files pad their number to: 2 makes item 5 `05.yaml`. Absent means 1.',
          ),
        ),
    ),
    'item-folders': z.optional(
      z
        .enum(itemFolders)
        .check(
          z.describe(
            'Which folders in `items` the item files stand in: `hundreds` makes item 1203 `12/1203.yaml`. Absent means none. They are read wherever they stand.',
          ),
        ),
    ),
    pillars: z
      .array(named('A part of the plan.'))
      .check(z.minLength(1), z.describe('The parts of the plan, in the source’s order.')),
    horizons: z.optional(
      z
        .array(named('A span of time in which milestones fall.'))
        .check(z.minLength(1), z.describe('The spans of time that milestones name, nearest first.')),
    ),
    source: mapping(
      {
        title: line('The source document.'),
        publisher: line('Who published it.'),
        published: line('When, as exactly as the source says.'),
        copyright: line('The copyright line.'),
        licence: line('What may be done with it.'),
      },
      'The document the plan’s words come from.',
    ),
    reporting: z.optional(reporting),
    'year-start': z.optional(
      monthAndDay(
        'The month and day on which the financial year starts, such as `07-01`: `fy2027` is the year that ends in 2027.',
      ),
    ),
    queries: z.optional(
      z
        .record(id('How it is asked: `chase` as `@chase`.'), savedQuery)
        .check(z.describe('Questions that are asked again and again: `plan list @chase`.')),
    ),
    validation: z.optional(validation),
  },
  'What the plan is, and the words its items use.',
);

export type PlanFile = z.infer<typeof plan>;
export type Validation = z.infer<typeof validation>;
export type OwnRule = z.infer<typeof ownRule>;
export type SavedQuery = z.infer<typeof savedQuery>;
