/** Rules about amendments, additions and retirements. */
import type { decisionRules } from '../plan/rules/decisions.ts';
import type { RuleDocs } from './rule-doc.ts';

export const decisionRuleDocs = {
  'amendment-not-made': {
    why: 'An amendment records by whose decision a field has its value. If the field has another value, the decision was not carried out, or somebody changed the field again without a decision. `plan amend` writes both.',
    wrong:
      'amendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
    right:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
  },
  'amendments-out-of-order': {
    why: 'The last amendment of a field is the one in force. If they are out of order, an older decision overrides a newer one, and the plan as of an earlier day cannot be found.',
    wrong:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, to: police }\n  - { recorded: 2026-05-01, reason: Asked for, authority: Minute 9, field: lead, from: police, to: dol }\n',
    right:
      'lead: police\namendments:\n  - { recorded: 2026-05-01, reason: Asked for, authority: Minute 9, field: lead, to: dol }\n  - { recorded: 2026-08-01, reason: Asked for, authority: Minute 12, field: lead, from: dol, to: police }\n',
  },
  'recorded-before-effective': {
    why: '`effective` is the day from which a decision applies, and `recorded` is the day on which it was written. A decision that applies later is recorded when it applies, because every list shows the plan as it is on its day.',
    wrong:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, effective: 2026-10-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
    right:
      'lead: dol\namendments:\n  - { recorded: 2026-08-01, effective: 2026-07-01, reason: Asked for, authority: Minute 12, field: lead, to: dol }\n',
  },
  'progress-before-addition': {
    why: 'An item that was added to the plan begins on the day of that decision. An update for an earlier day belongs to another item, or one of the two dates is wrong.',
    wrong:
      'added: { recorded: 2026-09-01, reason: Asked for, authority: Minute 14 }\nupdates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
    right:
      'added: { recorded: 2026-06-01, reason: Asked for, authority: Minute 9 }\nupdates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
  },
  'progress-after-retirement': {
    why: 'Work on a retired item has stopped. An update for a later day means that the item should not have been retired, or that the update belongs to another item.',
    wrong:
      'retired: { recorded: 2026-09-01, reason: Out of scope, authority: Minute 14 }\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Going on. }\n',
    right:
      'updates:\n  - { as-of: 2026-08-30, recorded: 2026-08-31, note: Stopped. }\nretired: { recorded: 2026-09-01, reason: Out of scope, authority: Minute 14 }\n',
  },
} satisfies RuleDocs<typeof decisionRules>;
