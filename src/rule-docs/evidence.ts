/** Rules about evidence files. */
import type { evidenceRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const evidenceRuleDocs = {
  'evidence-file': {
    why: 'A file of evidence is identified by the SHA-256 of its bytes, so that a document that was changed or deleted afterwards cannot pass for the original. Record a corrected document as new evidence.',
    wrong: '$ rm plan/evidence/minute.pdf   # an update names it\n',
    right: '$ plan note 5 --evidence minute-corrected.pdf=Minute "The minute was corrected."\n',
  },
  'evidence-unused': {
    why: 'A file that no update names is evidence of nothing: its purpose, its date and its source are unknown. Somebody copied it there by hand, or its update was undone.',
    wrong: '$ cp minute.pdf plan/evidence/\n',
    right: '$ plan note 5 --evidence minute.pdf=Minute\n',
  },
} satisfies RuleDocs<typeof evidenceRules>;
