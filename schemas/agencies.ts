/** `plan/agencies.yaml`: the register of agencies. */
import * as z from 'zod/mini';
import { date, handle, id, line, mapping, unique } from './common.ts';

const aliases = z.optional(
  unique(line('Another name.'), 'Other names the agency goes by, as texts write them.'),
);

export const successor = mapping(
  {
    name: line('The full name.'),
    aliases,
    from: date('The day it took over.'),
  },
  'The body that took over the agency’s work.',
);

export const agency = mapping(
  {
    id: id('How items name the agency.'),
    name: line('The full name.'),
    aliases,
    authors: z.optional(
      unique(
        z.string().check(
          z.regex(/^(\*|[^\s@*<>]+)@[^\s@*<>]+$/, {
            error: 'a mail address, or `*@` and a domain for everybody there',
          }),
          z.describe('A mail address, or `*@` and a domain.'),
        ),
        'Who reports for the agency, as git names authors: `plan validate --base` holds their commits to its items.',
      ),
    ),
    owners: z.optional(unique(handle, 'Who is asked to review changes to its items: for `plan codeowners`.')),
    class: z.optional(
      z.literal(true).check(z.describe('A class of bodies, which nobody can write to as one.')),
    ),
    successors: z.optional(
      z.array(successor).check(z.minLength(1), z.describe('Who took over, oldest first.')),
    ),
  },
  'A body responsible for items.',
);

export const agenciesFile = mapping(
  { agencies: z.array(agency).check(z.minLength(1), z.describe('The agencies.')) },
  'The register of the agencies that items name.',
);

export type Agency = z.infer<typeof agency>;
export type AgenciesFile = z.infer<typeof agenciesFile>;
