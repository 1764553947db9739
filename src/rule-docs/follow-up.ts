/** What the secretariat needs to follow an item up. */
import type { followUpRules } from '../plan/rules/follow-up.ts';
import type { RuleDocs } from './rule-doc.ts';

export const followUpExplanations = {
  'nobody-to-ask': {
    why: 'A class of bodies, such as “non-governmental organisations”, has no letter box. If all agencies of an open item are classes, nobody will report on it, and it stays as it is for ever. Some agency should answer for it, be it by passing the question on.',
    wrong:
      '# plan/agencies.yaml\nagencies:\n  - { id: ngos, name: Non-governmental organisations, class: true }\n# plan/items/01.yaml\nagencies: [ngos]\n',
    right:
      '# plan/agencies.yaml\nagencies:\n  - { id: dol, name: Department of Labour }\n  - { id: ngos, name: Non-governmental organisations, class: true }\n# plan/items/01.yaml\nagencies: [dol, ngos]\n',
  },
  'completed-without-evidence': {
    why: 'That work is done is the one report nobody looks into again. A minute, a page or a letter shows it to whoever asks in five years; without one it is a word. Evidence for an item as a whole shows its milestones too, and it can be brought later.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: completed }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\nupdates:\n  - as-of: 2026-09-30\n    recorded: 2026-10-02\n    milestone: "1.1"\n    status: completed\n    evidence: [{ title: Minute, url: https://example.org/minute }]\n',
  },
} satisfies RuleDocs<typeof followUpRules>;
