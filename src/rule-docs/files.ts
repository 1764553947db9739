/** Rules about plan files as a whole. */
import type { fileRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const fileRuleDocs = {
  'unreadable-file': {
    why: 'An item that cannot be read is missing from every list and report, where nobody would notice. So no file is skipped silently: other commands report that their output is incomplete until the file can be read.',
    wrong: 'plan/items/07.yml\nplan/items/old/08.yaml\nplan/items/09.yaml -> ../drafts/09.yaml\n',
    right: 'plan/items/07.yaml\nplan/items/08.yaml\nplan/items/09.yaml\n',
  },
  'too-many-findings': {
    why: 'A file with hundreds of findings usually has one cause, such as an error near its top, or it is not a plan file at all. The first findings are listed and the rest are counted.',
    wrong: 'id: 7\na: 1\nb: 2   # and some hundred more keys that no item has\n',
    right: 'id: 7\npillar: prevention   # and so on\n',
  },
} satisfies RuleDocs<typeof fileRules>;
