/** One entry of an item's `updates`: what an agency, or the group, reported as of a day. */
import * as z from 'zod/mini';
import { date, id, keysHold, line, mapping, prose, url } from './common.ts';
import { ratings, statuses, visibilities } from './enums.ts';

export const status = z
  .enum(statuses)
  .check(
    z.describe(
      'Where the work stands. `in-place` is for ongoing and trigger items whose arrangement is working; absent means not reported.',
    ),
  );
export const rating = z
  .enum(ratings)
  .check(z.describe('Confidence that the work will be done as planned; absent means not rated.'));

export const evidence = mapping(
  {
    title: z.optional(line('What it is.')),
    url: z.optional(url('Where it can be read: an http or https address.')),
    file: z.optional(
      z.string().check(
        z.regex(/^evidence\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u, {
          error: 'a file of the plan’s folder `evidence`, such as `evidence/minute.pdf`',
        }),
        z.describe('A file of the plan’s folder `evidence`.'),
      ),
    ),
    sha256: z.optional(
      z
        .string()
        .check(
          z.regex(/^[0-9a-f]{64}$/, { error: '64 hexadecimal digits' }),
          z.describe('Fingerprint of the file’s bytes.'),
        ),
    ),
  },
  'Something that shows the report to be true: a page, or a file kept with the plan.',
).check(
  keysHold(
    ({ url, file }) => (url === undefined) !== (file === undefined),
    'either `url`, or `file` and `sha256`',
  ),
  keysHold(
    ({ file, sha256 }) => (file === undefined) === (sha256 === undefined),
    'either `url`, or `file` and `sha256`',
  ),
  z.meta({
    oneOf: [{ required: ['url'] }, { required: ['file'] }],
    dependencies: { file: ['sha256'], sha256: ['file'] },
  }),
);

const says = ['status', 'rating', 'note', 'evidence'] as const;

export const update = mapping(
  {
    'as-of': date('The day the report is true for.'),
    recorded: date('The day the report was written into the plan.'),
    agency: z.optional(id("Whose report it is, an id of the register; absent means the group's.")),
    by: z.optional(line('Who reported, as `Name <mail>`.')),
    milestone: z.optional(
      line('The milestone whose status this report sets; absent means the status is the whole item’s.'),
    ),
    status: z.optional(status),
    rating: z.optional(rating),
    reason: z.optional(line('Why a completed, cancelled or superseded item was reopened.')),
    note: z.optional(prose('What was done, in a few sentences.')),
    evidence: z.optional(
      z.array(evidence).check(z.minLength(1), z.describe('What shows the report to be true.')),
    ),
    visibility: z.optional(
      z.enum(visibilities).check(z.describe('Who may read the entry; absent means internal.')),
    ),
  },
  'What an agency, or the group, reported as of a day. Entries are only ever added, newest last.',
).check(
  keysHold(
    (entry) => says.some((key) => entry[key] !== undefined),
    'at least one of `status`, `rating`, `note` and `evidence`',
  ),
  z.meta({ anyOf: says.map((key) => ({ required: [key] })) }),
);

export type Evidence = z.infer<typeof evidence>;
export type Update = z.infer<typeof update>;
