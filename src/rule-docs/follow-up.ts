/** Rules about what is needed to follow up an item. */
import type { followUpRules } from '../plan/rules/follow-up.ts';
import type { RuleDocs } from './rule-doc.ts';

export const followUpRuleDocs = {
  'nobody-to-ask': {
    why: 'A class of bodies, such as “non-governmental organisations”, has no address. If all agencies of an open item are classes, nobody reports on it, and its status never changes. Name at least one agency that can report or pass on the request.',
    wrong:
      '# plan/agencies.yaml\nagencies:\n  - { id: ngos, name: Non-governmental organisations, class: true }\n# plan/items/01.yaml\nagencies: [ngos]\n',
    right:
      '# plan/agencies.yaml\nagencies:\n  - { id: dol, name: Department of Labour }\n  - { id: ngos, name: Non-governmental organisations, class: true }\n# plan/items/01.yaml\nagencies: [dol, ngos]\n',
  },
  'completed-without-evidence': {
    why: 'Completed work is rarely looked at again. A minute, a page or a letter shows anybody who asks in five years that it was done. Evidence for an item covers its milestones too, and can be added later.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: completed }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\nupdates:\n  - as-of: 2026-09-30\n    recorded: 2026-10-02\n    milestone: "1.1"\n    status: completed\n    evidence: [{ title: Minute, url: https://example.org/minute }]\n',
  },
} satisfies RuleDocs<typeof followUpRules>;
