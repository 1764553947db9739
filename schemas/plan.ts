/** The schema of `plan.yaml`, the settings of a plan. */
import * as z from 'zod/mini';
import { id, line, mapping, monthAndDay, prose, reviewer, unique } from './common.ts';
import { itemFolders, ruleSettings, severities } from './enums.ts';

const idAndName = (description: string) =>
  mapping({ id: id('The id by which items name it.'), name: line('The name for people.') }, description);

const customRule = mapping(
  {
    id: id('The id by which findings name the rule. It must be unique.'),
    expression: prose(
      'A CEL expression that must be true for each item that is not retired. Variables: `item`, `plan` and `today`. Keys are in camel case and dates are timestamps; `item.overdue` and `item.nextDue` are computed; `item.x` has the custom `x-` keys.',
    ),
    message: line('The message of a finding.'),
    severity: z.optional(z.enum(severities).check(z.describe('The severity of a finding. Absent: `error`.'))),
  },
  'A custom rule.',
);

const validation = mapping(
  {
    severities: z.optional(
      z
        .record(z.string(), z.enum(ruleSettings))
        .check(z.describe('The severity of a rule in this plan, by rule; `off` disables the rule.')),
    ),
    rules: z.optional(z.array(customRule).check(z.describe('The custom rules of this plan.'))),
  },
  'How this plan is validated, where it differs from the defaults.',
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
            'The number of days after which an open item without a new report is stale. Absent: 180.',
          ),
        ),
    ),
  },
  'How often agencies are to report.',
);

const expression = prose(
  'A CEL expression that is true for the items to select. Variables: the fields that `plan fields` lists, `item`, `plan` and `today`.',
);

const savedQuery = z.union(
  [
    expression,
    mapping({ expression, meaning: line('A short description.') }, 'A saved query with a description.'),
  ],
  { error: 'an expression, or a mapping with `expression` and `meaning`' },
);

export const plan = mapping(
  {
    id: id('A short id for the plan.'),
    title: line('The full title of the plan.'),
    owner: line('The organisation that is accountable for the plan.'),
    owners: z.optional(
      unique(reviewer, 'Who reviews changes to plan.yaml and agencies.yaml, for `plan codeowners`.'),
    ),
    'time-zone': line('The IANA time zone that decides what day it is, such as `Pacific/Auckland`.'),
    'id-width': z.optional(
      z
        .int()
        .check(
          z.minimum(1, { error: 'a whole number from 1 to 9' }),
          z.maximum(9, { error: 'a whole number from 1 to 9' }),
          z.describe(
            'The number of digits in the names of item files: with 2, the file of item 5 is `05.yaml`. Absent: 1.',
          ),
        ),
    ),
    'item-folders': z.optional(
      z
        .enum(itemFolders)
        .check(
          z.describe(
            'The folders for new item files: with `hundreds`, the file of item 1203 is `items/12/1203.yaml`. Absent: no folders. Files are read from any folder in `items`.',
          ),
        ),
    ),
    pillars: z
      .array(idAndName('A part of the plan.'))
      .check(z.minLength(1), z.describe('The parts of the plan, in the order of the source.')),
    horizons: z.optional(
      z
        .array(idAndName('A time span for milestones.'))
        .check(z.minLength(1), z.describe('The time spans for milestones, nearest first.')),
    ),
    source: mapping(
      {
        title: line('The title of the source document.'),
        publisher: line('Who published it.'),
        published: line('When it was published, as precisely as the source says.'),
        copyright: line('The copyright notice.'),
        licence: line('The licence.'),
      },
      'The document from which the wording of the plan is taken.',
    ),
    reporting: z.optional(reporting),
    'year-start': z.optional(
      monthAndDay(
        'The month and day on which the financial year starts, such as `07-01`. `fy2027` is the year that ends in 2027.',
      ),
    ),
    queries: z.optional(
      z
        .record(id('The name; `plan list @chase` runs the query `chase`.'), savedQuery)
        .check(z.describe('Saved queries by name. `plan list @chase` runs the query `chase`.')),
    ),
    validation: z.optional(validation),
  },
  'The settings of the plan.',
);

export type PlanFile = z.infer<typeof plan>;
export type Validation = z.infer<typeof validation>;
export type CustomRule = z.infer<typeof customRule>;
export type SavedQuery = z.infer<typeof savedQuery>;
