/**
 * Shapes that the plan's files share. Each carries the description an editor shows on hover, and as its `error` what
 * was expected: it reads on from that word.
 */
import * as z from 'zod/mini';

/**
 * A mapping whose keys are all known, except those that start with `x-`, which are the user's own.
 *
 * An unknown key is reported beside every other fault of the mapping, as Zod's own issue `unrecognized_keys`, with the
 * keys there are as `known`.
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
  // Loose, because Zod can't allow keys by their prefix; the type says what the check enforces.
  return z.looseObject(shape).check(unknownKeys, z.meta({ description, ...closed })) as z.ZodMiniObject<
    Shape,
    z.core.$strip
  >;
}

/** How JSON Schema says what `mapping` checks. */
const closed = { additionalProperties: false, patternProperties: { '^x-': {} } };

const isMapping = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A rule about which keys a mapping has. Zod would keep it back while the value of any key is at fault. */
export const keysHold = <Value>(rule: (value: Value) => boolean, error: string) =>
  z.refine<Value>(rule, { error, when: ({ value }) => isMapping(value) });

// One schema for each kind of text, however many descriptions it has: making a schema is most of what it costs.
const aLine = z
  .string()
  .check(
    z.regex(
      /^[^\s\u0000-\u001f\u007f-\u009f](?:[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*[^\s\u0000-\u001f\u007f-\u009f])?$/,
      { error: 'words on one line, with no control characters and no space around them' },
    ),
  );
const someProse = z
  .string()
  .check(
    z.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$/, { error: 'words with no control characters' }),
    z.regex(/\S/, { error: 'words, not blank' }),
  );
const anId = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
    error: 'an id: lower-case letters and digits, with single dashes between them',
  }),
);
const aDate = z.iso.date({ error: 'a day of the calendar, such as `2026-09-30`' });
const aUrl = z.string().check(
  z.regex(/^https?:\/\/[^\s\u0000-\u001f\u007f-\u009f]+$/, {
    error: 'an address that starts with `http://` or `https://`',
  }),
);

/** Words on one line: no control characters, no white space around them. */
export const line = (description: string) => aLine.check(z.describe(description));

/** Words on one line or several: no control characters but line breaks and tabs, and not blank. */
export const prose = (description: string) => someProse.check(z.describe(description));

/** The id of an agency, a pillar, a horizon or a plan. */
export const id = (description: string) => anId.check(z.describe(description));

/** A day of the calendar, `YYYY-MM-DD`; never an instant, so no time zone can shift it. */
export const date = (description: string) => aDate.check(z.describe(description));

/** A day that every year has, `MM-DD`. */
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

/** A page on the web. Other schemes (`javascript:`, `file:`) could run or reveal something when followed. */
export const url = (description: string) => aUrl.check(z.describe(description));

/** A list of words in which none stands twice. */
export const unique = <Member extends z.ZodMiniType<string>>(member: Member, description: string) =>
  z.array(member).check(
    z.minLength(1),
    z.refine((list) => new Set(list).size === list.length, {
      error: 'each entry once',
      when: ({ value }) => Array.isArray(value),
    }),
    z.meta({ description, uniqueItems: true }),
  );

/** Somebody whom a forge asks to review: as CODEOWNERS names people and teams. */
export const handle = z.string().check(
  z.regex(/^(@[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9._-]+)?|[^\s@*<>#]+@[^\s@*<>#]+)$/, {
    error: '`@user`, `@organisation/team` or a mail address',
  }),
  z.describe('`@user`, `@organisation/team` or a mail address.'),
);
