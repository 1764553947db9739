/** The schemas of decisions: an amendment keeps the old value beside the new one; an addition and a retirement say why. */
import * as z from 'zod/mini';
import { checkKeys, date, id, line, mapping, unique } from './common.ts';
import { amendableFields } from './enums.ts';

const decisionFields = {
  recorded: date('The day on which the decision was recorded in the plan.'),
  effective: z.optional(
    date(
      'The day from which the decision applies. Absent: the day on which it was recorded. Never later than that.',
    ),
  ),
  reason: line('The reason.'),
  authority: line('Who decided, or the document with the decision.'),
  by: z.optional(line('Who recorded the decision for them, as `Name <email>`.')),
};

const value = (description: string) =>
  z
    .union([line('The value.'), unique(id('The id of an agency.'), 'The agencies.')], {
      error: 'one line of text, or a list of ids',
    })
    .check(z.describe(description));

export const amendment = mapping(
  {
    ...decisionFields,
    milestone: z.optional(line('The milestone that is amended. Absent: the item itself.')),
    field: z
      .enum(amendableFields)
      .check(z.describe('The field that is amended. `text` is the text of `ongoing` or `trigger`.')),
    from: z.optional(value('The old value. Absent: there was none.')),
    to: z.optional(value('The new value. Absent: the value was removed.')),
  },
  'A change to the wording, agencies, kind, lead, pillar or dates. Entries are only added, newest last.',
).check(
  checkKeys(({ from, to }) => from !== undefined || to !== undefined, 'at least one of `from` and `to`'),
  z.meta({ anyOf: [{ required: ['from'] }, { required: ['to'] }] }),
);

export const addition = mapping(
  decisionFields,
  'The decision that added an item that the source does not have.',
);
export const retirement = mapping(
  decisionFields,
  'The decision that ended work on the item. The item and its id stay in the plan.',
);

export type Amendment = z.infer<typeof amendment>;
/** A decision to add or to retire an item. */
export type Decision = z.infer<typeof retirement>;
