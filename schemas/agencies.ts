/** The schema of `agencies.yaml`, the agencies that items name. */
import * as z from 'zod/mini';
import { date, id, line, mapping, reviewer, unique } from './common.ts';

const aliases = z.optional(unique(line('Another name.'), 'Other names of the agency, as texts write them.'));

const successor = mapping(
  {
    name: line('The full name.'),
    aliases,
    from: date('The day it took over.'),
  },
  'An organisation that took over the agency’s work.',
);

const agency = mapping(
  {
    id: id('The id by which items name the agency.'),
    name: line('The full name.'),
    aliases,
    authors: z.optional(
      unique(
        z.string().check(
          z.regex(/^(\*|[^\s@*<>]+)@[^\s@*<>]+$/, {
            error: 'an email address, or `*@` and a domain for everyone there',
          }),
          z.describe('An email address, or `*@` and a domain.'),
        ),
        'Who reports for the agency, as email addresses of git authors. `plan validate --base` checks that their commits change only its items.',
      ),
    ),
    owners: z.optional(unique(reviewer, 'Who reviews changes to its items, for `plan codeowners`.')),
    class: z.optional(
      z
        .literal(true)
        .check(
          z.describe(
            'True for a kind of organisation, such as all district councils, that cannot be contacted as one.',
          ),
        ),
    ),
    successors: z.optional(
      z.array(successor).check(z.minLength(1), z.describe('The organisations that took over, oldest first.')),
    ),
  },
  'An organisation that is responsible for items.',
);

export const agenciesFile = mapping(
  {
    agencies: z
      .array(agency)
      .check(z.minLength(1), z.describe('The agencies, in the order in which they are listed.')),
  },
  'The agencies that items name.',
);

export type Agency = z.infer<typeof agency>;
export type AgenciesFile = z.infer<typeof agenciesFile>;
