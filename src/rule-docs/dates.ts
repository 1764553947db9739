/** Rules about the dates of updates and milestones. */
import type { dateRules } from '../plan/rules/dates.ts';
import type { RuleDocs } from './rule-doc.ts';

export const dateRuleDocs = {
  'future-date': {
    why: 'An update describes what has happened, so its date cannot be in the future. Usually the year is wrong; if it stays wrong, it overrides every other update until that day.',
    wrong: 'updates:\n  - { as-of: 2062-09-30, recorded: 2026-10-02, note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n',
  },
  'recorded-before-as-of': {
    why: '`as-of` is the day that an update describes, and `recorded` is the day on which it was written. An update cannot be written before the day that it describes; usually the two dates were swapped.',
    wrong: 'updates:\n  - { as-of: 2026-10-02, recorded: 2026-09-30, note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n',
  },
  'updates-out-of-order': {
    why: 'New updates are added at the end, also those for an earlier day: `as-of` decides which one is the newest. An update in another place was inserted or dated by hand, so the list no longer shows what was known when.',
    wrong:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Halfway. }\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
    right:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Halfway. }\n',
  },
  'due-out-of-order': {
    why: '`plan.yaml` lists the horizons nearest first. If a short-term milestone is due after a medium-term one, its date or its horizon is wrong.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, due: 2028-06-30, task: Develop training }\n    - { id: "1.2", horizon: medium, due: 2027-06-30, task: Implement training }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, due: 2026-12-31, task: Develop training }\n    - { id: "1.2", horizon: medium, due: 2027-06-30, task: Implement training }\n',
  },
} satisfies RuleDocs<typeof dateRules>;
