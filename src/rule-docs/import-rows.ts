/** Rules about rows that `plan apply` reads; the rules of schema.ts apply to them too. */
import type { rowRules } from '../plan/changes/import-rows.ts';
import type { schemaRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const importRuleDocs = {
  'sheet-syntax': {
    why: 'The first line of the file names its columns. A row with more cells than that, or a quote that is not closed, usually has a comma in the middle of a note. Put such a cell in quotes, as spreadsheets do.',
    wrong: 'id,status,note\n5,in-progress,Begun, with Police\n',
    right: 'id,status,note\n5,in-progress,"Begun, with Police"\n',
  },
  'unknown-column': {
    why: 'A column with a misspelled name would be ignored, and all its cells with it. Columns that `plan list` writes may stay in the file, and so may your own if their names begin with `x-`.',
    wrong: 'id,staus\n5,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'missing-id': {
    why: 'A row without an id belongs to no item. It is rejected together with all other rows, so that a round is applied whole or not at all.',
    wrong: 'id,status\n,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'no-item': {
    why: 'An update for an item that the plan does not have would be lost. The id may be misspelled, or the item’s file cannot be read.',
    wrong: 'id,status\n55,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'not-an-update': {
    why: 'A table that `plan list` wrote also contains the wording of the plan. An update cannot change the wording; `plan amend` changes it by a decision.',
    wrong: 'id,action,status\n5,Gather some information,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'as-of-unclear': {
    why: 'In a table that `plan list` wrote, the column `as-of` holds the day of the last update. A row that reports something new and still has that day was probably not filled in, and its update would get an old date.',
    wrong: 'id,as-of,status\n5,2026-06-30,completed\n',
    right: 'id,as-of,status\n5,2026-09-30,completed\n',
  },
  'stale-row': {
    why: 'Somebody else reported on the item after the table was made. Applying the row would override that update, although nobody has seen it.',
    wrong: 'id,was,status\n5,not-reported,in-progress\n',
    right: 'id,was,status\n5,on-hold,in-progress\n',
  },
} satisfies RuleDocs<Omit<typeof rowRules, keyof typeof schemaRules>>;
