/** Rules about the `validation` settings and the expressions in plan.yaml. */
import type { policyRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const policyRuleDocs = {
  'unknown-rule': {
    why: 'A misspelled rule name changes nothing, while everybody believes that the rule is off. The name of any rule of `plan rules`, or of a rule defined in this plan, is accepted.',
    wrong: '# plan/plan.yaml\nvalidation:\n  severities:\n    wording-change: warning\n',
    right: '# plan/plan.yaml\nvalidation:\n  severities:\n    wording-changed: warning\n',
  },
  'fixed-rule': {
    why: 'If a file cannot be read, no other rule can check it. If this finding could be turned off, downgraded or suppressed, the plan would pass without having been checked.',
    wrong: '# plan/plan.yaml\nvalidation:\n  severities:\n    yaml-syntax: off\n',
    right: '# plan/plan.yaml\nvalidation:\n  severities:\n    evidence-unused: off\n',
  },
  'duplicate-rule': {
    why: 'Findings, `--rule`, `--ignore` and suppressions refer to a rule by its name. A rule defined in the plan is not applied if another rule has the same name.',
    wrong:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: wording-changed\n      expression: item.measure != "None"\n      message: Every item needs a measure\n',
    right:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: measured\n      expression: item.measure != "None"\n      message: Every item needs a measure\n',
  },
  'bad-expression': {
    why: 'A CEL expression must be true or false for every item that is not retired. It can use `item`, `plan` and `today`, with keys in camel case, dates as timestamps, `date("2027-01-01")` and `days(90)`; also `item.overdue`, `item.nextDue`, and your own keys under `item.x`. Test an optional key with `has(item.lead)` before you use it. Loops over lists can be nested two deep.',
    wrong:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: dol-leads\n      expression: item.lead == "dol"\n      message: DoL must be the lead\n',
    right:
      '# plan/plan.yaml\nvalidation:\n  rules:\n    - id: dol-leads\n      expression: \'!has(item.lead) || item.lead == "dol"\'\n      message: DoL must be the lead\n',
  },
} satisfies RuleDocs<typeof policyRules>;
