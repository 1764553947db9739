/** What answers in JSON are made of. Shapes here are open: a later version may add keys, and takes none away. */
import * as z from 'zod/mini';
import { ratings, statuses } from '../enums.ts';

export const text = (description: string) => z.string().check(z.describe(description));
export const textOrNull = (description: string) => z.nullable(z.string()).check(z.describe(description));
export const flag = (description: string) => z.boolean().check(z.describe(description));
export const count = (description: string) => z.int().check(z.minimum(0), z.describe(description));
export const anything = (description: string) => z.unknown().check(z.describe(description));

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = (description: string) => z.iso.date().check(z.describe(description));
export const dayOrNull = (description: string) => z.nullable(z.iso.date()).check(z.describe(description));

export const list = <Member extends z.core.$ZodType>(member: Member, description: string) =>
  z.array(member).check(z.describe(description));

/** @param name what a schema that holds it more than once calls it */
export const object = <Shape extends z.core.$ZodShape>(shape: Shape, description: string, name?: string) =>
  z.object(shape).check(z.meta(name === undefined ? { description } : { description, id: name }));

export const nullable = <Shape extends z.core.$ZodType>(shape: Shape, description: string) =>
  z.nullable(shape).check(z.describe(description));

export const hash = (description: string) =>
  z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/), z.describe(description));
export const hashOrNull = (description: string) =>
  z.nullable(hash('A commit.')).check(z.describe(description));

export const status = z
  .nullable(z.enum(statuses))
  .check(z.describe('Where the work stands; null: not reported.'));
export const rating = z.nullable(z.enum(ratings)).check(z.describe('Confidence in it; null: not rated.'));

export const commit = hashOrNull('The commit that the plan was read from; null: its files as they are.');
export const asOf = day('The day that the answer is true for.');
export const unreadable = count('Files that could not be read, so that the answer is partial.');
export const retiredItems = count('Items that were retired: they are in no other count.');

export const undecided = list(
  object(
    {
      reason: text('What is unknown.'),
      hint: textOrNull('How to ask so that there is an answer.'),
      ids: list(z.string(), 'Which.'),
    },
    'Items that are not told, for what is not known of them.',
  ),
  'Items of which nobody can say whether they are meant, by the reason.',
);
