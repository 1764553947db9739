/** A change on its way in: what only a comparison with the branch that it is to go to can see. */

import type { codeownersRules } from '../plan/codeowners.ts';
import type { changeRules } from '../plan/rules/change/index.ts';
import type { RuleDocs } from './rule-doc.ts';

export const baseExplanations = {
  'due-moved': {
    why: 'A due date that slips in silence is how plans come to be always on time. An amendment keeps the old date beside the new one, with the reason and who decided, so that a summary can say by how much work is late. Taking an amendment back with `plan undo` is no fault.',
    wrong: '$ sed -i "s/due: 2026-12-31/due: 2027-03-31/" plan/items/05.yaml\n$ git commit -am "Later"\n',
    right:
      '$ plan amend 5 --milestone 5.1 --field due --to 2027-03-31 --reason "Funds come in January." --authority "Minute 12"\n',
  },
  'moved-by-hand': {
    why: 'A status stands on a report that says since when, by whom and why. Here it was moved, and no report that is new in this change sets it: an older one was made to say so instead. Where no report says so at all, `status-not-reported` finds it with or without a base.',
    wrong:
      '$ sed -i "s/status: in-progress/status: completed/" plan/items/05.yaml   # in the report too\n$ git commit -am "Done"\n',
    right: '$ plan update 5 --status completed --note "Handed over on Friday."\n',
  },
  'move-refused': {
    why: '`plan update` refuses to reopen what is closed without a reason, and to report on what was retired. An edit by hand that takes the old report away, or is dated on the same day, gets past the rules that look at the files alone. Compared with the base, it does not.',
    wrong:
      '$ plan retire 7 --reason "Overtaken." --authority "Minute 12"\n$ vi plan/items/07.yaml   # one more report\n$ git commit -am "It goes on"\n',
    right: '$ plan add --pillar prevention --action "Train the trainers" …   # a new item for new work\n',
  },
  'progress-with-wording': {
    why: 'What was done and what was decided have different authors, and different readers look for them. In one commit, the one hides behind the other, and neither can be taken back alone. What is not committed yet counts as one commit.',
    wrong:
      '$ plan update 5 --status in-progress --no-commit\n$ plan amend 5 --field measure --to "Reports" … --no-commit\n$ git commit -am "Item 5"\n',
    right:
      '$ plan update 5 --status in-progress\n$ plan amend 5 --field measure --to "Reports" --reason "Clearer." --authority "Minute 12"\n',
  },
  'not-owner': {
    why: 'An agency’s people report on its own items, for it or for the group; other items, words and dates, the register and `plan.yaml` are for others to change. `--owner` says whose the whole change is; without it, each commit is held to the agency that names its author in the register, as the base has that, under `authors`. An author whom no agency names is not judged by this: so the secretariat is known. Anybody can write any name into a commit: where that matters, ask for signatures too.',
    wrong:
      '$ git config user.email tom@police.govt.nz   # an author of `police`\n$ plan update 16 --status completed   # an item of `dol`\n',
    right: '$ plan update 13 --agency police --note "Two officers were trained."\n',
  },
  'codeowners-stale': {
    why: 'GitHub asks those for a review whom its CODEOWNERS names, and it reads no register. Where an agency’s team or an item’s agencies have changed since the file was made, the wrong people are asked and the right ones are not. `plan codeowners --check` looks for this; `plan validate` does not.',
    wrong: '/plan/items/05.yaml @org/labour\n',
    right: '$ plan codeowners --write\n',
  },
} satisfies RuleDocs<typeof changeRules & typeof codeownersRules>;
