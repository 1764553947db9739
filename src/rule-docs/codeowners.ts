/** The rule of `plan codeowners --check`. */
import type { codeownersRules } from '../plan/codeowners.ts';
import type { RuleDocs } from './rule-doc.ts';

export const codeownersRuleDocs = {
  'codeowners-stale': {
    why: 'GitHub requests reviews from the teams in CODEOWNERS; it does not read `agencies.yaml`. If the team of an agency or the agencies of an item have changed since the file was written, the wrong people are asked. `plan codeowners --check` reports this; `plan validate` does not.',
    wrong: '/plan/items/05.yaml @org/labour\n',
    right: '$ plan codeowners --write\n',
  },
} satisfies RuleDocs<typeof codeownersRules>;
