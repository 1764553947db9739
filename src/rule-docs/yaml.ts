/** Rules about YAML syntax. */
import type { yamlRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const yamlRuleDocs = {
  'conflict-marker': {
    why: 'Two people changed the same lines, and git left both versions in the file. Choose one or combine them, and delete the marker lines. `plan setup` lets git merge items field by field, which avoids most conflicts.',
    wrong:
      '<<<<<<< HEAD\nmeasure: Staff are trained\n=======\nmeasure: All staff are trained\n>>>>>>> report\n',
    right: 'measure: Staff are trained\n',
  },
  'several-documents': {
    why: 'A line of three dashes starts another YAML document. Some programs read only the first one, so the rest can be lost without a message. Put each item in a file of its own.',
    wrong: 'kind: action\n---\nkind: business-as-usual\n',
    right: 'kind: action\n',
  },
  'duplicate-key': {
    why: 'Where a key appears twice, some programs use the first value and some the last. Usually somebody added a line without seeing the existing one.',
    wrong: 'pillar: prevention\npillar: protection\n',
    right: 'pillar: protection\n',
  },
  'tab-as-indent': {
    why: 'YAML is indented with spaces; tabs are not allowed. Most editors can insert spaces when you press the tab key.',
    wrong: 'source:\n	agencies: DoL and Police\n	timetable: Ongoing\n',
    right: 'source:\n  agencies: DoL and Police\n  timetable: Ongoing\n',
  },
  'yaml-feature': {
    why: 'Plan files are read by people who do not know YAML, and by programs that know only its simple part. Anchors, aliases and tags make a value depend on text elsewhere in the file, and can turn a small file into an enormous one.',
    wrong: 'objective: &same Victims are safe\nmeasure: *same\n',
    right: 'objective: Victims are safe\nmeasure: Victims are safe\n',
  },
  'yaml-syntax': {
    why: 'The text is not valid YAML, so none of its values can be used. The usual cause is a colon or a `#` within a sentence, or a quote that is not closed. Put the whole sentence in quotes.',
    wrong: 'measure: Staff are trained: all of them\n',
    right: 'measure: "Staff are trained: all of them"\n',
  },
} satisfies RuleDocs<typeof yamlRules>;
