/**
 * Schemas that the files share. A description is what an editor shows on hover; an `error` completes the sentence
 * "expected …".
 */
import * as z from 'zod/mini';
import { webAddress } from './web-address.ts';

/**
 * A mapping with fixed keys, and any custom keys that start with `x-`. Unknown keys are reported beside the other errors of
 * the mapping, as the Zod issue `unrecognized_keys` with the fixed keys as `known`.
 */
export function mapping<Shape extends z.core.$ZodShape>(shape: Shape, description: string) {
  const known = Object.keys(shape);
  const unknownKeys = z.check<Record<string, unknown>>(
    (payload) => {
      const keys = Object.keys(payload.value).filter(
        (key) => !Object.hasOwn(shape, key) && !key.startsWith('x-'),
      );
      if (keys.length > 0)
        payload.issues.push({ code: 'unrecognized_keys', keys, known, input: payload.value, continue: true });
    },
    { when: ({ value }) => isMapping(value) },
  );
  // Loose, because Zod cannot allow keys by a prefix; the type states what the check enforces.
  return z.looseObject(shape).check(unknownKeys, z.meta({ description, ...closed })) as z.ZodMiniObject<
    Shape,
    z.core.$strip
  >;
}

/** The JSON Schema of what `mapping` checks. */
const closed = { additionalProperties: false, patternProperties: { '^x-': {} } };

const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A condition on the keys of a mapping. It is checked even if the value of a key is invalid, which Zod alone would not do. */
export const checkKeys = <Value>(condition: (value: Value) => boolean, error: string) =>
  z.refine<Value>(condition, { error, when: ({ value }) => isMapping(value) });

// One schema for each kind of text, shared by all its descriptions: creating schemas takes most of the time.
const lineSchema = z
  .string()
  .check(
    z.regex(
      /^[^\s\u0000-\u001f\u007f-\u009f](?:[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*[^\s\u0000-\u001f\u007f-\u009f])?$/,
      { error: 'one line of text, with no control characters and no space around it' },
    ),
  );
const proseSchema = z
  .string()
  .check(
    z.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$/, { error: 'text with no control characters' }),
    z.regex(/\S/, { error: 'text that is not blank' }),
  );
const idSchema = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'an id: lower-case letters and digits, with single dashes between them',
  }),
);
const dateSchema = z.iso.date({ error: 'a calendar date, such as `2026-09-30`' });

const urlError =
  'a URL that starts with `http://` or `https://`, without a user name, blanks or invisible characters';
const urlSchema = z.string().check(
  z.regex(webAddress, { error: urlError, abort: true }),
  z.refine((text) => URL.canParse(text), { error: urlError }),
);

/** One line of text without control characters and surrounding white space. */
export const line = (description: string) => lineSchema.check(z.describe(description));

/** Text of one or more lines, not blank, without control characters other than line breaks and tabs. */
export const prose = (description: string) => proseSchema.check(z.describe(description));

/** The id of an agency, a pillar, a horizon or a plan. */
export const id = (description: string) => idSchema.check(z.describe(description));

/** A calendar date, `YYYY-MM-DD`; it has no time, so no time zone can shift it. */
export const date = (description: string) => dateSchema.check(z.describe(description));

/** A month and day that every year has, `MM-DD`. */
export const monthAndDay = (description: string) =>
  z.string().check(
    z.regex(
      /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
      {
        error: 'a month and a day that every year has, such as `07-01`',
      },
    ),
    z.describe(description),
  );

/** An http or https URL. Links with other schemes (`javascript:`, `file:`) could run code or reveal files. */
export const url = (description: string) => urlSchema.check(z.describe(description));

/** A list without duplicates. */
export const unique = <Member extends z.ZodMiniType<string>>(member: Member, description: string) =>
  z.array(member).check(
    z.minLength(1),
    z.refine((list) => new Set(list).size === list.length, {
      error: 'each entry once',
      when: ({ value }) => Array.isArray(value),
    }),
    z.meta({ description, uniqueItems: true }),
  );

/** A reviewer as CODEOWNERS files name people and teams. */
export const reviewer = z.string().check(
  z.regex(/^(@[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9._-]+)?|[^\s@*<>#]+@[^\s@*<>#]+)$/, {
    error: '`@user`, `@organisation/team` or an email address',
  }),
  z.describe('`@user`, `@organisation/team` or an email address.'),
);
