/** `plan/plan.yaml`: what the plan is. */
import * as z from 'zod/mini';
import { handle, id, line, mapping, unique } from './common.ts';

const named = (description: string) =>
  mapping({ id: id('How items name it.'), name: line('How people name it.') }, description);

export const plan = mapping(
  {
    id: id('A short name for the plan.'),
    title: line('The plan’s full title.'),
    owner: line('The body that answers for the plan.'),
    owners: z.optional(
      unique(handle, 'Who is asked to review changes to the plan’s own files: for `plan codeowners`.'),
    ),
    'time-zone': line('The IANA time zone whose calendar says what day it is, such as `Pacific/Auckland`.'),
    'id-width': z.optional(
      z
        .int()
        .check(
          z.minimum(1, { error: 'a whole number from 1 to 9' }),
          z.maximum(9, { error: 'a whole number from 1 to 9' }),
          z.describe(
            'How many digits item files pad their number to: 2 makes item 5 `05.yaml`. Absent means 1.',
          ),
        ),
    ),
    pillars: z
      .array(named('A part of the plan.'))
      .check(z.minLength(1), z.describe('The parts of the plan, in the source’s order.')),
    horizons: z.optional(
      z
        .array(named('A span of time in which milestones fall.'))
        .check(z.minLength(1), z.describe('The spans of time that milestones name, nearest first.')),
    ),
    source: mapping(
      {
        title: line('The source document.'),
        publisher: line('Who published it.'),
        published: line('When, as exactly as the source says.'),
        copyright: line('The copyright line.'),
        licence: line('What may be done with it.'),
      },
      'The document the plan’s words come from.',
    ),
  },
  'What the plan is, and the words its items use.',
);

export type PlanFile = z.infer<typeof plan>;
