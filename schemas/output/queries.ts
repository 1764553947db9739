/** The JSON of fields, saved queries and counts. */
import * as z from 'zod/mini';
import {
  asOf,
  commit,
  count,
  flag,
  list,
  nullable,
  object,
  retiredItems,
  text,
  textOrNull,
  undecided,
  unreadable,
} from './parts.ts';

const value = nullable(z.union([z.string(), z.boolean()]), 'A value of the field; null: unknown.');

const counts = z.looseObject({
  items: count('The number of items with these values.'),
});

export const itemCountsKeys = {
  counts: list(
    z
      .catchall(counts, value)
      .check(
        z.describe(
          'A value of each field that was counted by, under the name of the field, and the number of items.',
        ),
      ),
    'In the order of the plan, including values that no item has.',
  ),
  summary: object(
    {
      by: list(z.string(), 'The one or two fields.'),
      asOf,
      commit,
      items: count('The number of items, each counted once.'),
      of: count('The number of items before filtering.'),
      retired: retiredItems,
      totals: z
        .record(
          z.string(),
          list(object({ value, items: count('The number of items.') }, 'A value.'), 'The values.'),
        )
        .check(
          z.describe('For each field, the number of items with each value, whatever the other field is.'),
        ),
      rules: list(z.string(), 'How items with several values were counted.'),
      undecided,
      unreadable,
    },
    'The counts.',
  ),
};

export const fieldListKeys = {
  fields: list(
    object(
      {
        name: text('The name in expressions.'),
        type: text('The type of its values.'),
        meaning: text('A description.'),
        example: text('An expression that uses it.'),
        absent: flag('Whether the field can be absent.'),
        values: list(z.string(), 'The possible values. Empty: any.'),
      },
      'A field of an item.',
    ),
    'In the order of the columns of lists.',
  ),
  summary: object({ fields: count('The number of fields.') }, 'The counts.'),
};

export const queryListKeys = {
  queries: list(
    object(
      {
        name: text('The name, without `@`.'),
        meaning: textOrNull('A description; null: there is none.'),
        expression: text('The CEL expression.'),
      },
      'A saved query.',
    ),
    'In the order of plan.yaml.',
  ),
  summary: object({ queries: count('The number of queries.') }, 'The counts.'),
};
