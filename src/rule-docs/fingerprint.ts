/** The source's words. */
import type { wordRules } from '../plan/rules/fingerprint.ts';
import type { RuleDocs } from './rule-doc.ts';

export const wordExplanations = {
  'wording-changed': {
    why: 'What the plan promised, to whom and by when is what was published; a word changed later changes the promise. The fingerprint shows when that happened. `plan amend` changes words by decision: it keeps what they were and moves the fingerprint.',
    wrong: 'measure: Some staff are trained\n',
    right: 'measure: Staff are trained\n',
  },
} satisfies RuleDocs<typeof wordRules>;
