/** Rows of a round of reports, as `plan apply` reads them; what files are judged by too is explained there. */
import type { rowRules } from '../plan/changes/import-rows.ts';
import type { shapeRules } from '../plan/rules/schema-rules.ts';
import type { RuleDocs } from './rule-doc.ts';

export const rowExplanations = {
  'sheet-syntax': {
    why: 'In a sheet the first line says what each cell is. A row with more cells than that, or a quote that is not closed, has most often a comma in the middle of a note: such a cell belongs in quotes, as spreadsheets put it.',
    wrong: 'id,status,note\n5,in-progress,Begun, with Police\n',
    right: 'id,status,note\n5,in-progress,"Begun, with Police"\n',
  },
  'unknown-column': {
    why: 'A column with a slip in its name would be left out in silence, and all its cells with it. Columns that `plan list` makes may stay in a sheet, and those of your own where they begin with `x-`.',
    wrong: 'id,staus\n5,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'missing-id': {
    why: 'A row without an id is a report on nobody knows what. It is refused with all the others, so that a round goes in whole or not at all.',
    wrong: 'id,status\n,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'no-item': {
    why: 'A report on an item that the plan does not have would be lost. The id may have a slip in it, or the item’s file can’t be read at the moment.',
    wrong: 'id,status\n55,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'not-an-update': {
    why: 'A sheet that `plan list` made holds the plan’s own words too. Changed there, they would be changed by a report, and that nobody may: `plan amend` changes them by decision.',
    wrong: 'id,action,status\n5,Gather some information,in-progress\n',
    right: 'id,status\n5,in-progress\n',
  },
  'as-of-unclear': {
    why: 'The column `as-of` of a sheet that `plan list` made holds the day of the last report. A row that reports something new and still has that day has most likely kept it by mere copying, and would date the news back.',
    wrong: 'id,as-of,status\n5,2026-06-30,completed\n',
    right: 'id,as-of,status\n5,2026-09-30,completed\n',
  },
  'stale-row': {
    why: 'Between the making of a sheet and its return somebody else reported on the item. To write the row all the same would undo that report without anybody having looked at it.',
    wrong: 'id,was,status\n5,not-reported,in-progress\n',
    right: 'id,was,status\n5,on-hold,in-progress\n',
  },
} satisfies RuleDocs<Omit<typeof rowRules, keyof typeof shapeRules>>;
