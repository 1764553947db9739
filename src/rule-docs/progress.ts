/** Where the work stands. */
import type { progressRules } from '../plan/rules/progress.ts';
import type { RuleDocs } from './rule-doc.ts';

export const progressExplanations = {
  'status-of-timetable': {
    why: 'Ongoing work has no end, and work that waits for a case may never begin, so neither can be completed: a plan that says so counts as done what must still be done tomorrow. Where the arrangement works, the status is `in-place`. Work with milestones is the other way round.',
    wrong: 'timetable:\n  ongoing: { text: Ongoing talks }\nstatus: completed\n',
    right: 'timetable:\n  ongoing: { text: Ongoing talks }\nstatus: in-place\n',
  },
  'milestone-in-place': {
    why: 'A milestone is a piece of work that ends. `in-place` is for arrangements that go on, and would leave the milestone open for ever without saying so.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-place }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: completed }\n',
  },
  'completed-with-open-milestones': {
    why: 'An item is done when its parts are. Close each milestone first, or cancel it with a reason; then the item may be completed, and whoever checks finds both to agree.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\n    - { id: "1.2", task: Implement training }\nstatus: completed\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\n    - { id: "1.2", task: Implement training, status: completed }\nstatus: completed\n',
  },
  'status-not-reported': {
    why: 'A status that nobody reported is a claim without a witness: no agency, no day, no evidence. `plan update` writes the status and the entry that says so in one go; this comes of setting one of them by hand.',
    wrong:
      'status: in-progress\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, status: on-hold, note: No funds. }\n',
    right:
      'status: on-hold\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, status: on-hold, note: No funds. }\n',
  },
  'rating-not-reported': {
    why: 'A rating is somebody’s judgement on a day. Without the report that gave it, nobody can ask who thought so, or whether it still holds.',
    wrong: 'rating: on-track\n',
    right:
      'rating: on-track\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, rating: on-track }\n',
  },
  'rating-without-note': {
    why: 'That work is at risk is news for ministers, and the first question will be why. A sentence now saves a round of letters.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, rating: at-risk }\n',
    right:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, rating: at-risk, note: The trainer has left. }\n',
  },
  'reopened-without-reason': {
    why: 'Work that was reported as done, and now is not, was either reported wrongly or has changed. Both must be said, or the earlier report looks like a mistake that somebody hid.',
    wrong:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, milestone: "1.1", status: completed }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-progress }\n',
    right:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, milestone: "1.1", status: completed }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-progress, reason: The law changed }\n',
  },
} satisfies RuleDocs<typeof progressRules>;
