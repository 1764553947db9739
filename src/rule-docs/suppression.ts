/** Rules about `plan-ignore` comments. */
import type { suppressionRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const suppressionRuleDocs = {
  'suppression-unknown-rule': {
    why: 'A comment that begins with `plan-ignore` suppresses findings of the rules it names: on its own line, on the next line if the comment stands alone, or in the whole file if it is at the top. A misspelled name suppresses nothing, although its author believes it does.',
    wrong: 'rating: at-risk # plan-ignore rating-without-notes: the funding ends in March\n',
    right: 'rating: at-risk # plan-ignore rating-without-note: the funding ends in March\n',
  },
  'suppression-unused': {
    why: 'A suppression that has no effect today may hide a different finding tomorrow. This is reported only when every file could be read and checked.',
    wrong: '# plan-ignore future-date: the minute is dated next week\nid: 5\n',
    right: 'id: 5\n',
  },
  'suppression-without-reason': {
    why: 'Later readers need to know why the finding is acceptable here, and until when. A suppression without a reason has no effect.',
    wrong: 'rating: at-risk # plan-ignore rating-without-note\n',
    right: 'rating: at-risk # plan-ignore rating-without-note: the funding ends in March\n',
  },
} satisfies RuleDocs<typeof suppressionRules>;
