/** The rule about the frozen wording. */
import type { fingerprintRules } from '../plan/rules/fingerprint.ts';
import type { RuleDocs } from './rule-doc.ts';

export const fingerprintRuleDocs = {
  'wording-changed': {
    why: 'The wording of the plan is what was published, so it changes only by a decision. The fingerprint shows that the text was edited. `plan amend` records the decision, keeps the old text and updates the fingerprint.',
    wrong: 'measure: Some staff are trained\n',
    right: 'measure: Staff are trained\n',
  },
} satisfies RuleDocs<typeof fingerprintRules>;
