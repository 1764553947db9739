/** What reports name as evidence, and the files that are kept. */
import type { evidenceRules } from '../storage/validate/evidence-rules.ts';
import type { RuleDocs } from './rule-doc.ts';

export const evidenceExplanations = {
  'evidence-file': {
    why: 'A report is only as good as what shows it to be true. Each file is known by the SHA-256 of its bytes, so that a minute that was corrected afterwards, or that is gone, can’t pass for the one that was there. What shows something else is new evidence, and is recorded as such.',
    wrong: '$ rm plan/evidence/minute.pdf   # a report names it\n',
    right: '$ plan note 5 --evidence minute-corrected.pdf=Minute "The minute was corrected."\n',
  },
  'evidence-unused': {
    why: 'A file that no report names shows nothing: nobody knows what for, as of when, or who brought it. It may have been put there by hand, or its report was undone.',
    wrong: '$ cp minute.pdf plan/evidence/\n',
    right: '$ plan note 5 --evidence minute.pdf=Minute\n',
  },
} satisfies RuleDocs<typeof evidenceRules>;
