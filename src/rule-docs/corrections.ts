/** Rules about corrections and withdrawals of updates. */
import type { correctionRules } from '../plan/rules/corrections.ts';
import type { RuleDocs } from './rule-doc.ts';

export const correctionRuleDocs = {
  'corrected-unknown': {
    why: 'A correction takes the place of the update that it names, and a withdrawal removes it. If no earlier update has that id, both would count. `plan correct` and `plan withdraw` write the id; usually it was copied by hand, or the update was edited afterwards, which changes its id.',
    wrong:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-05, corrects: 0badcafe, note: Not begun. }\n',
    right:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-05, corrects: 260c6103, note: Not begun. }\n',
  },
  'corrected-twice': {
    why: 'Two people corrected the same update, each in their own clone, and the merge kept both. The last correction counts, and the other is lost from sight. Correct the one that counts, so that it says what both meant.',
    wrong:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-05, corrects: 260c6103, note: Not begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-06, corrects: 260c6103, note: Begun in part. }\n',
    right:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-05, corrects: 260c6103, note: Not begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-06, corrects: cffdd577, note: Begun in part. }\n',
  },
  'correction-not-public': {
    why: 'Readers of a public update must learn that it was wrong. If only an internal entry corrects or withdraws it, published reports keep what is known to be false, or change without a word.',
    wrong:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun., visibility: public }\n  - { as-of: 2026-10-05, recorded: 2026-10-05, withdraws: 260c6103, reason: About another item }\n',
    right:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun., visibility: public }\n  - { as-of: 2026-10-05, recorded: 2026-10-05, withdraws: 260c6103, reason: About another item, visibility: public }\n',
  },
} satisfies RuleDocs<typeof correctionRules>;
