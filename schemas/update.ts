/** The schema of an entry in an item’s `updates`: a report by an agency or the group. */
import * as z from 'zod/mini';
import { checkKeys, date, id, line, mapping, prose, url } from './common.ts';
import { ratings, statuses, visibilities } from './enums.ts';

export const status = z
  .enum(statuses)
  .check(
    z.describe(
      'The status. `in-place` is for ongoing and trigger items whose arrangements work. Absent: not reported.',
    ),
  );
export const rating = z
  .enum(ratings)
  .check(z.describe('How likely the work is to be done as planned. Absent: not rated.'));

export const evidence = mapping(
  {
    title: z.optional(line('The title.')),
    url: z.optional(url('The http or https URL.')),
    file: z.optional(
      z.string().check(
        z.regex(/^evidence\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u, {
          error: 'a file in the plan’s folder `evidence`, such as `evidence/minute.pdf`',
        }),
        z.describe('A file in the plan’s folder `evidence`.'),
      ),
    ),
    sha256: z.optional(
      z
        .string()
        .check(
          z.regex(/^[0-9a-f]{64}$/, { error: '64 hexadecimal digits' }),
          z.describe('The SHA-256 of the file.'),
        ),
    ),
  },
  'Evidence for the report: a web page, or a file in the plan.',
).check(
  checkKeys(
    ({ url, file }) => (url === undefined) !== (file === undefined),
    'either `url`, or `file` and `sha256`',
  ),
  checkKeys(
    ({ file, sha256 }) => (file === undefined) === (sha256 === undefined),
    'either `url`, or `file` and `sha256`',
  ),
  z.meta({
    oneOf: [{ required: ['url'] }, { required: ['file'] }],
    dependencies: { file: ['sha256'], sha256: ['file'] },
  }),
);

const updateId = (description: string) =>
  z
    .string()
    .check(
      z.regex(/^[0-9a-f]{8}(?:-[1-9]\d*)?$/, { error: 'the id of an update: eight hexadecimal digits' }),
      z.describe(description),
    );

const contentKeys = ['status', 'rating', 'note', 'evidence'] as const;
/** The keys that a withdrawal cannot have: it is no report. */
const notWithdrawn = [...contentKeys, 'corrects', 'milestone'] as const;
/** The keys of which an entry has at least one. */
const essentialKeys = [...contentKeys, 'withdraws'] as const;

const released = mapping(
  {
    day: date('The day on which it was released.'),
    authority: line('Who decided to release it, or the document with the decision.'),
  },
  'That an internal entry was made public later. It is the only change that an entry may see.',
);

export const update = mapping(
  {
    'as-of': date('The day that the report describes.'),
    recorded: date('The day on which the report was recorded in the plan.'),
    agency: z.optional(id('The id of the agency that reports. Absent: the group.')),
    by: z.optional(line('Who reported, as `Name <email>`.')),
    corrects: z.optional(
      updateId(
        'The id of the update that this entry corrects. It takes its place, and repeats every field that still holds.',
      ),
    ),
    withdraws: z.optional(
      updateId('The id of the update that this entry withdraws, together with its corrections.'),
    ),
    milestone: z.optional(line('The milestone whose status is reported. Absent: the item itself.')),
    status: z.optional(status),
    rating: z.optional(rating),
    reason: z.optional(
      line('Why a completed, cancelled or superseded item was reopened, or why an update was withdrawn.'),
    ),
    note: z.optional(prose('What was done, in a few sentences.')),
    evidence: z.optional(z.array(evidence).check(z.minLength(1), z.describe('Evidence for the report.'))),
    visibility: z.optional(
      z.enum(visibilities).check(z.describe('Who may read the entry. Absent: internal.')),
    ),
    released: z.optional(released),
  },
  'A report by an agency or the group. Entries are only added, newest last.',
).check(
  checkKeys(
    (entry) => essentialKeys.some((key) => entry[key] !== undefined),
    'at least one of `status`, `rating`, `note` and `evidence`',
  ),
  checkKeys(
    ({ released, visibility }) => released === undefined || visibility === 'public',
    '`visibility: public` beside `released`',
  ),
  checkKeys(
    ({ withdraws, reason }) => withdraws === undefined || reason !== undefined,
    'a `reason` beside `withdraws`',
  ),
  checkKeys(
    ({ withdraws, ...entry }) =>
      withdraws === undefined || notWithdrawn.every((key) => entry[key] === undefined),
    `a withdrawal without \`corrects\`, \`milestone\`, \`status\`, \`rating\`, \`note\` and \`evidence\``,
  ),
  z.meta({
    anyOf: essentialKeys.map((key) => ({ required: [key] })),
    dependencies: {
      released: { properties: { visibility: { const: 'public' } }, required: ['visibility'] },
      withdraws: {
        required: ['reason'],
        not: { anyOf: notWithdrawn.map((key) => ({ required: [key] })) },
      },
    },
  }),
);

export type Evidence = z.infer<typeof evidence>;
export type Update = z.infer<typeof update>;
