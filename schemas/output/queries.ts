/** What can be asked, and how many there are: fields, saved questions, counts. */
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

const word = nullable(z.union([z.string(), z.boolean()]), 'A word of the field; null: not known.');

const counts = z.looseObject({
  items: count('How many items have these words.'),
});

export const itemCounts = {
  counts: list(
    z
      .catchall(counts, word)
      .check(
        z.describe('A word of each field that was counted by, under the field’s name, and how many items.'),
      ),
    'In the plan’s order, with those that no item has.',
  ),
  summary: object(
    {
      by: list(z.string(), 'The fields, one or two.'),
      asOf,
      commit,
      items: count('How many items were counted, each once.'),
      of: count('How many there were to choose from.'),
      retired: retiredItems,
      totals: z
        .record(
          z.string(),
          list(object({ value: word, items: count('How many items have it.') }, 'A word.'), 'Its words.'),
        )
        .check(z.describe('By field, how many items have each word, whatever the other field says.')),
      rules: list(z.string(), 'How items with several words were counted, in words.'),
      undecided,
      unreadable,
    },
    'What was counted.',
  ),
};

export const fieldList = {
  fields: list(
    object(
      {
        name: text('As expressions name it.'),
        type: text('What its values are.'),
        meaning: text('What it says.'),
        example: text('An expression that asks by it.'),
        absent: flag('Whether it may not be there.'),
        values: list(z.string(), 'The possible values. Empty: any.'),
      },
      'A field of an item.',
    ),
    'In the order of lists.',
  ),
  summary: object({ fields: count('How many there are.') }, 'What the list is of.'),
};

export const queryList = {
  queries: list(
    object(
      {
        name: text('As it is asked, without `@`.'),
        meaning: textOrNull('What it asks; null: it does not say.'),
        expression: text('In CEL.'),
      },
      'A saved question.',
    ),
    'In the order of plan.yaml.',
  ),
  summary: object({ queries: count('How many there are.') }, 'What the list is of.'),
};
