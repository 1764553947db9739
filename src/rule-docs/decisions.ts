/** Decisions about the plan itself. */
import type { decisionRules } from '../plan/rules/decisions.ts';
import type { RuleDocs } from './rule-doc.ts';

export const decisionExplanations = {
  'amendment-not-made': {
    why: 'An amendment says by whose word a field became what it is. If the field holds something else, either the decision was never carried out or somebody changed it again without one. `plan amend` writes both.',
    wrong:
      'amendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
    right:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
  },
  'amendments-out-of-order': {
    why: 'The newest amendment of a field is the one that holds, and it is the last. Out of order, an older decision would overrule a newer one.',
    wrong:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: police }\n  - { recorded: 2026-05-01, reason: Asked for, authority: Minute 9, field: lead, from: police, to: dol }\n',
    right:
      'lead: police\namendments:\n  - { recorded: 2026-05-01, reason: Asked for, authority: Minute 9, field: lead, to: dol }\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, from: dol, to: police }\n',
  },
  'progress-after-retirement': {
    why: 'A retired item is one that nobody works on any more. A report on it says that somebody does: then the item should not have been retired, or the report is about another one.',
    wrong:
      'retired: { recorded: 2026-09-01, reason: Out of scope, authority: Minute 14 }\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Going on. }\n',
    right:
      'updates:\n  - { as-of: 2026-08-30, recorded: 2026-08-31, note: Stopped. }\nretired: { recorded: 2026-09-01, reason: Out of scope, authority: Minute 14 }\n',
  },
  'progress-before-addition': {
    why: 'An item that was added to the plan begins on the day of that decision. A report of an earlier day belongs to another item, or the day of one of the two is a slip.',
    wrong:
      'added: { recorded: 2026-09-01, reason: Asked for, authority: Minute 14 }\nupdates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
    right:
      'added: { recorded: 2026-06-01, reason: Asked for, authority: Minute 9 }\nupdates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
  },
} satisfies RuleDocs<typeof decisionRules>;
