/** Rules about plan.yaml. */
import type { settingsRules } from '../plan/rules/plan-file.ts';
import type { RuleDocs } from './rule-doc.ts';

export const planFileRuleDocs = {
  'unknown-time-zone': {
    why: 'What is due today and what is overdue depends on the time zone of the plan: the day begins half a day earlier in Wellington than in London. Use a name from the IANA list, which covers summer and winter time; `NZST` and `+12:00` do not.',
    wrong: 'time-zone: Pacific/Wellington\n',
    right: 'time-zone: Pacific/Auckland\n',
  },
  'duplicate-word': {
    why: 'Items refer to pillars and horizons by id. If two share an id, or a horizon has the id `ongoing` or `trigger`, which stand for timetables without milestones, a filter by that id is ambiguous. Give each its own id.',
    wrong: 'horizons:\n  - { id: short, name: Short }\n  - { id: short, name: Within a year }\n',
    right: 'horizons:\n  - { id: short, name: Short }\n  - { id: year, name: Within a year }\n',
  },
} satisfies RuleDocs<typeof settingsRules>;
