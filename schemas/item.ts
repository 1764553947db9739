/** `plan/items/NN.yaml`: one action item. */
import * as z from 'zod/mini';
import { addition, amendment, retirement } from './amendment.ts';
import { date, id, keysHold, line, mapping, unique } from './common.ts';
import { kinds, milestoneStatuses, schedules } from './enums.ts';
import { rating, status, update } from './update.ts';

const anItemId = 'a whole number from 1, or letters and digits such as `2a`';

export const itemId = z
  .union(
    [
      z.int().check(z.positive({ error: anItemId })),
      z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, { error: anItemId })),
    ],
    { error: anItemId },
  )
  .check(
    z.describe("The item's id: a number, or letters and digits such as `2a`. The file has the same name."),
  );

export const milestone = mapping(
  {
    id: z
      .string()
      .check(
        z.regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, { error: 'letters and digits, such as `"5.1"`' }),
        z.describe('The milestone’s id, unique in the item. Quote it: without quotes `5.1` is a number.'),
      ),
    horizon: z.optional(id('When the work is to be done: an id of the plan’s `horizons`.')),
    due: z.optional(date('The day by which it is to be done; absent means no date was set.')),
    task: line('What is to be done, in the source’s words.'),
    agencies: z.optional(unique(id('An id of the register.'), 'Who does it, where the source says so.')),
    status: z.optional(z.enum(milestoneStatuses).check(z.describe('Where this piece of work stands.'))),
  },
  'A piece of work with an end.',
);

const sentence = (description: string) => mapping({ text: line('The source’s own words.') }, description);

export const timetable = mapping(
  {
    milestones: z.optional(
      z.array(milestone).check(z.minLength(1), z.describe('The pieces of work, in the source’s order.')),
    ),
    ongoing: z.optional(sentence('Work without an end. It can be neither overdue nor completed.')),
    trigger: z.optional(sentence('Work that waits for a case. It can be neither overdue nor completed.')),
  },
  'When the work is done: exactly one of `milestones`, `ongoing` and `trigger`.',
).check(
  keysHold(
    (value) => schedules.filter((key) => value[key] !== undefined).length === 1,
    'exactly one of `milestones`, `ongoing` and `trigger`',
  ),
  z.meta({ oneOf: schedules.map((key) => ({ required: [key] })) }),
);

export const item = mapping(
  {
    id: itemId,
    pillar: id('The part of the plan the item stands in: an id of the plan’s `pillars`.'),
    objective: line('What the action is to bring about, in the source’s words.'),
    action: line('What is to be done, in the source’s words.'),
    measure: line('How success is to be seen, in the source’s words.'),
    agencies: unique(id('An id of the register.'), 'Who is responsible, in the source’s order.'),
    lead: z.optional(id('Which of the agencies leads; absent means unknown.')),
    kind: z.optional(
      z.enum(kinds).check(z.describe('Whether the work is new or is done anyway; absent means unknown.')),
    ),
    timetable,
    source: z.optional(
      mapping(
        {
          agencies: line('The cell that names the agencies.'),
          timetable: line('The cell that holds the timetable.'),
        },
        'The source’s own cells, word for word, where other fields take them apart; absent for an item that the source does not have.',
      ),
    ),
    wording: z
      .string()
      .check(
        z.regex(/^sha256:[0-9a-f]{64}$/, { error: '`sha256:` and 64 hexadecimal digits' }),
        z.describe('Fingerprint of the frozen words; it moves only with an amendment.'),
      ),
    status: z.optional(status),
    rating: z.optional(rating),
    added: z.optional(addition),
    retired: z.optional(retirement),
    amendments: z.optional(
      z
        .array(amendment)
        .check(z.describe('What was changed of the plan itself, newest last; only ever added to.')),
    ),
    updates: z.optional(
      z.array(update).check(z.describe('What was reported, newest last; only ever added to.')),
    ),
  },
  'One action item of the plan.',
).check(
  keysHold(
    ({ source, added }) => source !== undefined || added !== undefined,
    '`source`, or `added` for an item that the source does not have',
  ),
  z.meta({ anyOf: [{ required: ['source'] }, { required: ['added'] }] }),
);

export type Item = z.infer<typeof item>;
export type Milestone = z.infer<typeof milestone>;
export type Timetable = z.infer<typeof timetable>;
