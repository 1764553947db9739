/** Rules about ids, file names and references to pillars, horizons, agencies and milestones. */
import type { referenceRules } from '../plan/rules/references.ts';
import type { RuleDocs } from './rule-doc.ts';

export const referenceRuleDocs = {
  'file-name': {
    why: 'People and programs look for item 5 in the file `05.yaml`. If the name and the id differ, changes to one item appear in the history of another. Numbers are padded to the `id-width` in `plan.yaml`.',
    wrong: '# plan/items/04.yaml\nid: 5\n',
    right: '# plan/items/04.yaml\nid: 4\n',
  },
  'file-folder': {
    why: 'With `item-folders: hundreds` in `plan.yaml`, item 1203 is in `items/12`; without it, in `items`. A file in the wrong folder is read, but more slowly, and people who look for it do not find it. Items whose id does not begin with a number are always in `items`.',
    wrong: '# plan/items/0/04.yaml\nid: 4\n',
    right: '# plan/items/04.yaml\nid: 4\n',
  },
  'missing-item': {
    why: 'Items are retired, never deleted, so a gap in the numbers means that a file was lost, renamed or never committed. Nobody notices an item that is missing from a list. Plans that number their items differently (in tens, or with words) are not checked.',
    wrong: '# plan/items/05.yaml\nid: 5\n',
    right: '# plan/items/04.yaml\nid: 4\n# plan/items/05.yaml\nid: 5\n',
  },
  'duplicate-id': {
    why: 'An id refers to one item in minutes, in letters and in this program. Usually a file was copied to start a new item, and the id was left unchanged; `plan add` assigns the next free id.',
    wrong: '# plan/items/01.yaml\nid: 1\n# plan/items/04.yaml\nid: 1\n',
    right: '# plan/items/01.yaml\nid: 1\n# plan/items/04.yaml\nid: 4\n',
  },
  'duplicate-milestone': {
    why: 'Updates refer to a milestone by its id. If two milestones share an id, an update that completes one completes both.',
    wrong:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training }\n    - { id: "1.1", task: Implement training }\n',
    right:
      'timetable:\n  milestones:\n    - { id: "1.1", task: Develop training }\n    - { id: "1.2", task: Implement training }\n',
  },
  'unknown-pillar': {
    why: 'The plan is read and reported by pillar. An item whose pillar is not in `plan.yaml` appears under none of them.',
    wrong: 'pillar: prevension\n',
    right: 'pillar: prevention\n',
  },
  'unknown-horizon': {
    why: 'Milestones are filtered and counted by horizon. `plan.yaml` lists the horizons, nearest first; a milestone with any other horizon is in none of the lists.',
    wrong: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: meduim, task: Develop training }\n',
    right: 'timetable:\n  milestones:\n    - { id: "1.1", horizon: medium, task: Develop training }\n',
  },
  'unknown-agency': {
    why: 'An agency with three spellings is three agencies in every count, and none of them sees all its work. Items use ids from `agencies.yaml`, which lists the other spellings as aliases.',
    wrong: 'lead: mbie\n',
    right: 'lead: dol\n',
  },
  'agency-not-of-item': {
    why: 'An agency that leads an item, has a milestone of it or reports on it is responsible for it. If it is not among the item’s `agencies`, `plan list --agency` does not show it that item. An update is compared with the agencies of its own date, so a later amendment does not make it wrong.',
    wrong: 'agencies: [dol, police]\nlead: customs\n',
    right: 'agencies: [dol, police]\nlead: police\n',
  },
  'unknown-milestone': {
    why: 'An update for a milestone that the item does not have changes nothing. The work stays open, while whoever reported it believes it closed.',
    wrong: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.7", note: Begun. }\n',
    right: 'updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, milestone: "1.1", note: Begun. }\n',
  },
} satisfies RuleDocs<typeof referenceRules>;
