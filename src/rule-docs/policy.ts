/** What a plan and its files say about rules. */
import type { policyRules } from '../plan/rules/policy-rules.ts';
import type { suppressionRules } from '../plan/rules/suppression.ts';
import type { RuleDocs } from './rule-doc.ts';

export const policyExplanations = {
  'unknown-rule': {
    why: 'A slip in the name of a rule would leave the rule as it was, while everybody believes that it is off. So a name that nobody knows is told, with the nearest one. Rules of the plan’s own can be named too.',
    wrong: '# plan/plan.yaml\nvalidation:\n  severities:\n    wording-change: warning\n',
    right: '# plan/plan.yaml\nvalidation:\n  severities:\n    wording-changed: warning\n',
  },
  'fixed-rule': {
    why: 'Where a file can’t be read, no other rule says anything of it. If such a finding could be turned off, softened or suppressed, the plan would seem sound for not being looked at.',
    wrong: '# plan/plan.yaml\nvalidation:\n  severities:\n    yaml-syntax: off\n',
    right: '# plan/plan.yaml\nvalidation:\n  severities:\n    evidence-unused: off\n',
  },
  'duplicate-rule': {
    why: 'A finding names its rule, and so do `--rule`, `--ignore` and suppressions. Two rules of one name could not be told apart, so one that takes the name of another is not applied.',
    wrong:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: wording-changed\n      expression: item.measure != "None"\n      message: An item is measured\n',
    right:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: measured\n      expression: item.measure != "None"\n      message: An item is measured\n',
  },
  'bad-expression': {
    why: 'An expression in CEL is true or false of every item that is not retired. It knows `item`, `plan` and `today`, with keys in camel case, dates as timestamps, `date("2027-01-01")` and `days(90)`; `item.overdue`, `item.nextDue`, and under `item.x` the keys of one’s own. A key that is not there has no value, so `has(item.lead)` asks first. Lists can be gone through two deep.',
    wrong:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: dol-leads\n      expression: item.lead == "dol"\n      message: DoL leads, or nobody\n',
    right:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: dol-leads\n      expression: \'!has(item.lead) || item.lead == "dol"\'\n      message: DoL leads, or nobody\n',
  },
} satisfies RuleDocs<typeof policyRules>;

export const suppressionExplanations = {
  'suppression-unknown-rule': {
    why: 'A comment that begins with `plan-ignore` suppresses what the rules it names find: on its own line, or on the next where it stands alone, or in the whole file where it stands above everything. A name that nobody knows suppresses nothing, though its author thinks it does.',
    wrong: 'rating: at-risk # plan-ignore rating-without-notes: the sheet says why\n',
    right: 'rating: at-risk # plan-ignore rating-without-note: the sheet says why\n',
  },
  'suppression-unused': {
    why: 'What suppresses nothing today may hide something tomorrow that nobody meant to hide. It is told only where everything could be read and judged.',
    wrong: '# plan-ignore future-date: the minute is of next week\nid: 5\n',
    right: 'id: 5\n',
  },
  'suppression-without-reason': {
    why: 'Whoever reads the file later asks why this may be so here and nowhere else, and when it will be mended. A suppression that does not say suppresses nothing.',
    wrong: 'rating: at-risk # plan-ignore rating-without-note\n',
    right: 'rating: at-risk # plan-ignore rating-without-note: the sheet says why\n',
  },
} satisfies RuleDocs<typeof suppressionRules>;
