/** The building blocks of the JSON output schemas. Objects are open, because later versions may add keys. */
import * as z from 'zod/mini';
import { ratings, statuses } from '../enums.ts';

export const text = (description: string) => z.string().check(z.describe(description));
export const textOrNull = (description: string) => z.nullable(z.string()).check(z.describe(description));
export const flag = (description: string) => z.boolean().check(z.describe(description));
export const count = (description: string) => z.int().check(z.minimum(0), z.describe(description));
export const anything = (description: string) => z.unknown().check(z.describe(description));

/** A calendar date, `YYYY-MM-DD`. */
export const day = (description: string) => z.iso.date().check(z.describe(description));
export const dayOrNull = (description: string) => z.nullable(z.iso.date()).check(z.describe(description));

export const list = <Member extends z.core.$ZodType>(member: Member, description: string) =>
  z.array(member).check(z.describe(description));

/** @param name names the definition in schemas that use the object more than once */
export const object = <Shape extends z.core.$ZodShape>(shape: Shape, description: string, name?: string) =>
  z.object(shape).check(z.meta(name === undefined ? { description } : { description, id: name }));

export const nullable = <Shape extends z.core.$ZodType>(shape: Shape, description: string) =>
  z.nullable(shape).check(z.describe(description));

export const hash = (description: string) =>
  z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/), z.describe(description));
export const hashOrNull = (description: string) =>
  z.nullable(hash('A commit hash.')).check(z.describe(description));

export const statusOutput = z
  .nullable(z.enum(statuses))
  .check(z.describe('The status; null: none was reported.'));
export const ratingOutput = z
  .nullable(z.enum(ratings))
  .check(z.describe('How likely the work is to be done as planned; null: not rated.'));

export const commit = hashOrNull(
  'The commit from which the plan was read; null: the files in the work tree.',
);
export const asOf = day('The day for which the output is computed.');
export const unreadable = count(
  'The number of files that could not be read. If there are any, the output is incomplete.',
);
export const retiredItems = count('The number of retired items, which no other count includes.');

export const undecided = list(
  object(
    {
      reason: text('What is unknown.'),
      hint: textOrNull('How to change the filter.'),
      ids: list(z.string(), 'The ids of the items.'),
    },
    'Items that are omitted because of the same unknown value.',
  ),
  'Items that match the filters or not, depending on an unknown value. They are omitted.',
);
