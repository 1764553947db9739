/** The days of reports. */
import type { dateRules } from '../plan/rules/dates.ts';
import type { RuleDocs } from './rule-doc.ts';

export const dateExplanations = {
  'future-date': {
    why: 'Nobody can report today how things stand next month. The usual cause is a slip in the year; left as it is, it would hide every true report until that day.',
    wrong: 'updates:\n  - { as-of: 2062-09-30, recorded: 2026-10-02, note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n',
  },
  'recorded-before-as-of': {
    why: '`as-of` is the day a report is true for, `recorded` the day it was written down. One who writes down today what is true tomorrow is guessing, or has exchanged the two.',
    wrong: 'updates:\n  - { as-of: 2026-10-02, recorded: 2026-09-30, note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun. }\n',
  },
  'updates-out-of-order': {
    why: 'The newest report stands last, and what it says is what the item is. A report on an older day that comes in late may add a note, but must not undo what is known of a later day.',
    wrong:
      'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Halfway. }\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n',
    right:
      'updates:\n  - { as-of: 2026-06-30, recorded: 2026-07-02, note: Begun. }\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Halfway. }\n',
  },
  'due-out-of-order': {
    why: 'The plan lists its horizons nearest first. A short-term milestone that falls due after a medium-term one has the wrong date or the wrong horizon, and one of the two lists it appears in misleads.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, due: 2028-06-30, task: Develop training }\n    - { id: "1.2", horizon: medium, due: 2027-06-30, task: Implement training }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", horizon: short, due: 2026-12-31, task: Develop training }\n    - { id: "1.2", horizon: medium, due: 2027-06-30, task: Implement training }\n',
  },
} satisfies RuleDocs<typeof dateRules>;
