/** Files as a whole. */
import type { fileRules } from '../storage/plan-files/read-plan.ts';
import type { RuleDocs } from './rule-doc.ts';

export const fileExplanations = {
  'unreadable-file': {
    why: 'An item that can’t be read is an item that nobody counts. It would be missing from every list and every report, and no one would notice. So no file is skipped in silence, and other commands say that their answer is partial until it is mended.',
    wrong: 'plan/items/07.yml\nplan/items/old/08.yaml\nplan/items/09.yaml -> ../drafts/09.yaml\n',
    right: 'plan/items/07.yaml\nplan/items/08.yaml\nplan/items/09.yaml\n',
  },
  'too-many-findings': {
    why: 'A file with a hundred faults has mostly one: a slip at its top, or a file that is not meant for here. The first are told, each at its place, and the rest is counted, so that an answer is never longer than what was asked about.',
    wrong: 'id: 7\na: 1\nb: 2   # and so on, for some hundred keys that no item has\n',
    right: 'id: 7\npillar: prevention   # and so on\n',
  },
} satisfies RuleDocs<typeof fileRules>;
