/** The schema of `items/NN.yaml`, one action item. */
import * as z from 'zod/mini';
import { addition, amendment, retirement } from './amendment.ts';
import { checkKeys, date, id, line, mapping, unique } from './common.ts';
import { itemKinds, milestoneStatuses, schedules } from './enums.ts';
import { rating, status, update } from './update.ts';

const expectedItemId = 'a whole number from 1, or letters and digits such as `2a`';

const itemId = z
  .union(
    [
      z.int().check(z.positive({ error: expectedItemId })),
      z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, { error: expectedItemId })),
    ],
    { error: expectedItemId },
  )
  .check(
    z.describe('The item’s id: a number, or letters and digits such as `2a`. The file has the same name.'),
  );

const milestone = mapping(
  {
    id: z
      .string()
      .check(
        z.regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, { error: 'letters and digits, such as `"5.1"`' }),
        z.describe('The milestone’s id, unique in the item. Quote it: without quotes, `5.1` is a number.'),
      ),
    horizon: z.optional(id('The time span of the work: an id from `horizons` in plan.yaml.')),
    due: z.optional(date('The due date. Absent: no date was set.')),
    task: line('What is to be done, in the words of the source.'),
    agencies: z.optional(
      unique(id('The id of an agency.'), 'The agencies that do the work, if the source names them.'),
    ),
    status: z.optional(z.enum(milestoneStatuses).check(z.describe('The status of this milestone.'))),
  },
  'A piece of work that can be completed.',
);

const sourceText = (description: string) => mapping({ text: line('The text of the source.') }, description);

const timetable = mapping(
  {
    milestones: z.optional(
      z.array(milestone).check(z.minLength(1), z.describe('The milestones, in the order of the source.')),
    ),
    ongoing: z.optional(sourceText('Ongoing work. It is neither overdue nor completed.')),
    trigger: z.optional(
      sourceText('Work that starts when an event occurs. It is neither overdue nor completed.'),
    ),
  },
  'When the work is to be done: exactly one of `milestones`, `ongoing` and `trigger`.',
).check(
  checkKeys(
    (value) => schedules.filter((key) => value[key] !== undefined).length === 1,
    'exactly one of `milestones`, `ongoing` and `trigger`',
  ),
  z.meta({ oneOf: schedules.map((key) => ({ required: [key] })) }),
);

export const item = mapping(
  {
    id: itemId,
    pillar: id('The part of the plan that the item belongs to: an id from `pillars` in plan.yaml.'),
    objective: line('What the action is to achieve, in the words of the source.'),
    action: line('What is to be done, in the words of the source.'),
    measure: line('How success is measured, in the words of the source.'),
    agencies: unique(id('The id of an agency.'), 'The responsible agencies, in the order of the source.'),
    lead: z.optional(id('The lead agency. Absent: unknown.')),
    kind: z.optional(
      z
        .enum(itemKinds)
        .check(z.describe('Whether the work is a new action or business as usual. Absent: unknown.')),
    ),
    timetable,
    source: z.optional(
      mapping(
        {
          agencies: line('The table cell that names the agencies.'),
          timetable: line('The table cell that holds the timetable.'),
        },
        'The table cells of the source, verbatim, that other fields divide. Absent for an item that the source does not have.',
      ),
    ),
    wording: z
      .string()
      .check(
        z.regex(/^sha256:[0-9a-f]{64}$/, { error: '`sha256:` and 64 hexadecimal digits' }),
        z.describe('Fingerprint of the frozen wording. It changes only with an amendment.'),
      ),
    status: z.optional(status),
    rating: z.optional(rating),
    added: z.optional(addition),
    retired: z.optional(retirement),
    amendments: z.optional(
      z.array(amendment).check(z.describe('Changes to the wording, newest last. Entries are only added.')),
    ),
    updates: z.optional(z.array(update).check(z.describe('Reports, newest last. Entries are only added.'))),
  },
  'One action item of the plan.',
).check(
  checkKeys(
    ({ source, added }) => source !== undefined || added !== undefined,
    '`source`, or `added` for an item that the source does not have',
  ),
  z.meta({ anyOf: [{ required: ['source'] }, { required: ['added'] }] }),
);

export type Item = z.infer<typeof item>;
export type Milestone = z.infer<typeof milestone>;
export type Timetable = z.infer<typeof timetable>;
