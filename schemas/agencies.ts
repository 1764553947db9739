/** `plan/agencies.yaml`: the register of agencies. */
import * as z from 'zod/mini';
import { date, id, line, mapping, unique } from './common.ts';

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
    class: z.optional(
      z.literal(true).check(z.describe('A class of bodies, which nobody can write to as one.')),
    ),
    successors: z.optional(
      z.array(successor).check(z.minLength(1), z.describe('Who took over, oldest first.')),
    ),
  },
  'A body responsible for items.',
);

export const register = mapping(
  { agencies: z.array(agency).check(z.minLength(1), z.describe('The agencies.')) },
  'The register of the agencies that items name.',
);

export type Agency = z.infer<typeof agency>;
export type Register = z.infer<typeof register>;
