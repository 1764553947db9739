/** Rules about statuses and ratings. */
import type { progressRules } from '../plan/rules/progress.ts';
import type { RuleDocs } from './rule-doc.ts';

export const progressRuleDocs = {
  'status-of-timetable': {
    why: 'Ongoing work has no end, and work that waits for a trigger may never begin, so neither can be `completed`. Once the arrangement works, its status is `in-place`. Work with milestones can be `completed`, but not `in-place`.',
    wrong: 'timetable:\n  ongoing: { text: Ongoing talks }\nstatus: completed\n',
    right: 'timetable:\n  ongoing: { text: Ongoing talks }\nstatus: in-place\n',
  },
  'milestone-in-place': {
    why: 'A milestone is work that ends. The status `in-place` is for arrangements that continue, and would leave the milestone open for ever.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-place }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: completed }\n',
  },
  'completed-with-open-milestones': {
    why: 'An item is completed when its milestones are closed. Complete each milestone first, or cancel it with a reason; then complete the item.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\n    - { id: "1.2", task: Implement training }\nstatus: completed\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training, status: completed }\n    - { id: "1.2", task: Implement training, status: completed }\nstatus: completed\n',
  },
  'status-not-reported': {
    why: 'A status without an update has no agency, no date and no evidence. `plan update` writes the status and the update together; usually one of the two was edited by hand.',
    wrong:
      'status: in-progress\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, status: on-hold, note: No funds. }\n',
    right:
      'status: on-hold\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, status: on-hold, note: No funds. }\n',
  },
  'rating-not-reported': {
    why: 'A rating is an assessment on a given day. Without the update that gave it, nobody can tell whose assessment it is, or whether it still holds.',
    wrong: 'rating: on-track\n',
    right:
      'rating: on-track\nupdates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, agency: dol, rating: on-track }\n',
  },
  'rating-without-note': {
    why: 'Readers who see that work is at risk ask why. A note in the update answers them, and saves a round of letters.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, rating: at-risk }\n',
    right:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, rating: at-risk, note: The trainer has left. }\n',
  },
  'reopened-without-reason': {
    why: 'Work that was reported as completed and is open again was either reported wrongly or has changed. Give a `reason`; otherwise the earlier update looks like a mistake that somebody hid.',
    wrong:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, milestone: "1.1", status: completed }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-progress }\n',
    right:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, milestone: "1.1", status: completed }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", status: in-progress, reason: The law changed }\n',
  },
} satisfies RuleDocs<typeof progressRules>;
