/** The plan's own file. */
import type { planRules } from '../plan/rules/plan-file.ts';
import type { RuleDocs } from './rule-doc.ts';

export const planExplanations = {
  'unknown-time-zone': {
    why: 'What is due today, and what is overdue, depends on where the plan is kept: Wellington’s day begins half a day before London’s. Names of the IANA list say that for summer and winter alike; `NZST` and `+12:00` do not.',
    wrong: 'time-zone: Pacific/Wellington\n',
    right: 'time-zone: Pacific/Auckland\n',
  },
  'duplicate-word': {
    why: 'Items name their pillar and their horizons by id. If two share one, or a horizon is called `ongoing` or `trigger` as the timetables without one are, a question for that word has two answers.',
    wrong: 'horizons:\n  - { id: short, name: Short }\n  - { id: short, name: Within a year }\n',
    right: 'horizons:\n  - { id: short, name: Short }\n  - { id: year, name: Within a year }\n',
  },
} satisfies RuleDocs<typeof planRules>;
