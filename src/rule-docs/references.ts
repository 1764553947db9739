/** Names that items use. */
import type { nameRules } from '../plan/rules/references.ts';
import type { RuleDocs } from './rule-doc.ts';

export const nameExplanations = {
  'file-name': {
    why: 'People and programs look for item 5 in the file `05.yaml`. Where the name and the id differ, a change to one item ends up in the history of another. Numbers are padded as `id-width` in `plan.yaml` says.',
    wrong: '# plan/items/04.yaml\nid: 5\n',
    right: '# plan/items/04.yaml\nid: 4\n',
  },
  'file-folder': {
    why: 'With `item-folders: hundreds` in `plan.yaml`, item 1203 is looked for in `items/12`; without it, in `items` itself. A file in another of these folders is read all the same, but slower, and people who look for it there think that the item is gone. What begins with no number always stands in `items` itself.',
    wrong: '# plan/items/0/04.yaml\nid: 4\n',
    right: '# plan/items/04.yaml\nid: 4\n',
  },
  'missing-item': {
    why: 'An item that vanished takes its promise with it, and nobody misses what is not in a list. Since items are retired and never deleted, a number that is missing between others means a file that was lost, renamed or never committed. Plans that number otherwise (by tens, or by words) are left alone.',
    wrong: '# plan/items/05.yaml\nid: 5\n',
    right: '# plan/items/04.yaml\nid: 4\n# plan/items/05.yaml\nid: 5\n',
  },
  'duplicate-id': {
    why: 'An id means one item, in minutes, in letters and in this program. Most often a file was copied to start a new item, and the id was left as it was; `plan add` gives the next free one.',
    wrong: '# plan/items/01.yaml\nid: 1\n# plan/items/04.yaml\nid: 1\n',
    right: '# plan/items/01.yaml\nid: 1\n# plan/items/04.yaml\nid: 4\n',
  },
  'duplicate-milestone': {
    why: 'Reports name the milestone they are about by its id. If two share one, a report that one is done closes both.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training }\n    - { id: "1.1", task: Implement training }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training }\n    - { id: "1.2", task: Implement training }\n',
  },
  'unknown-pillar': {
    why: 'The plan is read and reported pillar by pillar. An item of a pillar that the plan does not have appears under none of them.',
    wrong: 'pillar: prevension\n',
    right: 'pillar: prevention\n',
  },
  'unknown-horizon': {
    why: 'What is due soonest is found by its horizon. The plan’s own file names those there are, nearest first; a milestone of any other is in no list.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: meduim, task: Develop training }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: medium, task: Develop training }\n',
  },
  'unknown-agency': {
    why: 'One agency under three spellings is three agencies in every count, and none of them sees all its work. So items use the id of the register, and the register holds the other spellings as aliases.',
    wrong: 'lead: mbie\n',
    right: 'lead: dol\n',
  },
  'agency-not-of-item': {
    why: 'An agency that leads, has a milestone or reports is one that is responsible. If it is not among the item’s agencies, `plan list --agency` does not show it the item that it answers for. A report is held against the agencies of its day, so that a later amendment makes none wrong.',
    wrong: 'agencies: [dol, police]\nlead: customs\n',
    right: 'agencies: [dol, police]\nlead: police\n',
  },
  'unknown-milestone': {
    why: 'A report on a milestone that the item does not have changes nothing. The work would stay open, and whoever reported it would think it closed.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.7", note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", note: Begun. }\n',
  },
} satisfies RuleDocs<typeof nameRules>;
