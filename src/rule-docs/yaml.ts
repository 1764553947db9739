/** What must be so before a text is a plan file at all. */
import type { yamlRules } from '../storage/yaml/syntax-errors.ts';
import type { RuleDocs } from './rule-doc.ts';

export const yamlExplanations = {
  'conflict-marker': {
    why: 'Two people changed the same lines, and git left both versions for somebody to choose from. Until that is done the file says two things at once. `plan setup` lets git merge items field by field, so that it seldom comes to this.',
    wrong:
      '<<<<<<< HEAD\nmeasure: Staff are trained\n=======\nmeasure: All staff are trained\n>>>>>>> report\n',
    right: 'measure: Staff are trained\n',
  },
  'several-documents': {
    why: 'A line of three dashes starts another document. Programs differ in which of the two they read, so what stands in the second may be lost in silence. An item has a file of its own.',
    wrong: 'kind: action\n---\nkind: business-as-usual\n',
    right: 'kind: action\n',
  },
  'duplicate-key': {
    why: 'Where a key stands twice, programs take the first or the last, and each takes it for the truth. Most often somebody added a line without seeing the one that was there.',
    wrong: 'pillar: prevention\npillar: protection\n',
    right: 'pillar: protection\n',
  },
  'tab-as-indent': {
    why: 'YAML sees what belongs to what by counting spaces, and nobody can say how many a tab is. Most editors can be told to put spaces where you press the tab key.',
    wrong: 'source:\n\tagencies: DoL and Police\n\ttimetable: Ongoing\n',
    right: 'source:\n  agencies: DoL and Police\n  timetable: Ongoing\n',
  },
  'yaml-feature': {
    why: 'A plan file is to be read by people who know no YAML, and by programs that know only the plain part of it. Anchors, aliases and tags make a value depend on something that stands elsewhere, and let a small file become an enormous one.',
    wrong: 'objective: &same Victims are safe\nmeasure: *same\n',
    right: 'objective: Victims are safe\nmeasure: Victims are safe\n',
  },
  'yaml-syntax': {
    why: 'The text can’t be taken apart into keys and values, so nothing in it can be trusted. The usual cause is a colon or a `#` within a sentence, or a quote that is not closed: a sentence in quotes can hold all of these.',
    wrong: 'measure: Staff are trained: all of them\n',
    right: 'measure: "Staff are trained: all of them"\n',
  },
} satisfies RuleDocs<typeof yamlRules>;
