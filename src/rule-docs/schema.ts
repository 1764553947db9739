/** Rules about the keys and types of values. */
import type { schemaRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const schemaRuleDocs = {
  'missing-key': {
    why: 'Every list and summary needs these keys. Facts that may be unknown (a lead, a due date, a status) are optional: leave the key out, and the fact is shown as unknown.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: short }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, task: Develop training }\n',
  },
  'unknown-key': {
    why: 'A misspelled key has no effect: `ratng: off-track` would leave the item unrated without a message. Keys of your own start with `x-`; they are kept as they are.',
    wrong: 'prioriti: high\n',
    right: 'x-priority: high\n',
  },
  'unknown-word': {
    why: 'Statuses, ratings and kinds are counted, so each must be one of a fixed set of values. If none fits, use the nearest and explain it in a note.',
    wrong: 'kind: buisness-as-usual\n',
    right: 'kind: business-as-usual\n',
  },
  'wrong-type': {
    why: 'A list with one entry is still a list, and text that looks like a number is read as a number: `5.10` becomes 5.1. Use quotes for text and brackets for a list.',
    wrong: 'agencies: dol, police\n',
    right: 'agencies: [dol, police]\n',
  },
  'wrong-form': {
    why: 'Dates, ids and addresses are compared and followed by programs, so each has one form: dates as 2026-09-30, ids in lower-case letters with dashes, addresses with `http://` or `https://`. The date must exist in the calendar.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", due: 2026-09-31, task: Develop training }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", due: 2026-09-30, task: Develop training }\n',
  },
} satisfies RuleDocs<typeof schemaRules>;
