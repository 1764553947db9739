/** Decisions about the plan itself, which people with authority take: what they change keeps what it was. */
import * as z from 'zod/mini';
import { date, id, keysHold, line, mapping, unique } from './common.ts';
import { amendableFields } from './enums.ts';

const decided = {
  recorded: date('The day the decision was written into the plan.'),
  reason: line('Why.'),
  authority: line('Who decided, or the paper that says so.'),
  by: z.optional(line('Who wrote it down for them, as `Name <mail>`.')),
};

const value = (description: string) =>
  z
    .union([line('The value.'), unique(id('An id of the register.'), 'The agencies.')], {
      error: 'words on one line, or a list of ids',
    })
    .check(z.describe(description));

export const amendment = mapping(
  {
    ...decided,
    milestone: z.optional(line('The milestone that is amended; absent means the item itself.')),
    field: z
      .enum(amendableFields)
      .check(z.describe('What was amended; `text` is the sentence of ongoing work or of a trigger.')),
    from: z.optional(value('What it was; absent means that there was nothing.')),
    to: z.optional(value('What it became; absent means that it was taken away.')),
  },
  'A change to the plan’s own words, agencies, kind, lead, pillar or dates. Entries are only ever added, newest last.',
).check(
  keysHold(({ from, to }) => from !== undefined || to !== undefined, 'at least one of `from` and `to`'),
  z.meta({ anyOf: [{ required: ['from'] }, { required: ['to'] }] }),
);

export const addition = mapping(decided, 'How an item that the source does not have came into the plan.');
export const retirement = mapping(
  decided,
  'Why nobody works on the item any more. It stays in the plan, and its id stays taken.',
);

export type Amendment = z.infer<typeof amendment>;
/** A decision to add or to retire an item. */
export type Decision = z.infer<typeof retirement>;
