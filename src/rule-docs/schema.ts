/** The shape of a file's value. */
import type { shapeRules } from '../plan/rules/schema-rules.ts';
import type { RuleDocs } from './rule-doc.ts';

export const shapeExplanations = {
  'missing-key': {
    why: 'Some facts every file must have, since every list and every summary rests on them. What nobody knows (a lead, a due date, a status) is not among these: leave its key out, and it is shown as unknown.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: short }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, task: Develop training }\n',
  },
  'unknown-key': {
    why: 'A key with a slip in it looks as if it said something, and says nothing: `ratng: off-track` would leave the item unrated, and nobody the wiser. Keys of your own are welcome where they start with `x-`: they are kept and never read.',
    wrong: 'prioriti: high\n',
    right: 'x-priority: high\n',
  },
  'unknown-word': {
    why: 'Statuses, ratings and kinds are counted, so each must be one of a few words that everybody spells alike. Where none of them fits, take the nearest and say the rest in a note.',
    wrong: 'kind: buisness-as-usual\n',
    right: 'kind: business-as-usual\n',
  },
  'wrong-type': {
    why: 'A list of one is still a list, and a number where words belong is read as something else: `5.10` becomes 5.1. Quotes make text of anything, and brackets a list.',
    wrong: 'agencies: dol, police\n',
    right: 'agencies: [dol, police]\n',
  },
  'wrong-form': {
    why: 'Days, ids and addresses are compared and followed by programs, so they have one form: days as 2026-09-30, ids in lower-case letters with dashes, addresses with `http://` or `https://`. A day that no calendar has is no day.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", due: 2026-09-31, task: Develop training }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", due: 2026-09-30, task: Develop training }\n',
  },
} satisfies RuleDocs<typeof shapeRules>;
