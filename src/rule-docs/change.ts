/** Rules of `plan validate --base`: what a branch changes. */
import type { changeRules } from '../plan/rules/change/index.ts';
import type { RuleDocs } from './rule-doc.ts';

export const changeRuleDocs = {
  'due-moved': {
    why: 'A due date that moves without an amendment hides that the work is late. An amendment keeps the old date beside the new one, with the reason and the authority, so that a summary can show by how much the work slipped. Undoing an amendment with `plan undo` is allowed.',
    wrong: '$ sed -i "s/due: 2026-12-31/due: 2027-03-31/" plan/items/05.yaml\n$ git commit -am "Later"\n',
    right:
      '$ plan amend 5 --milestone 5.1 --field due --to 2027-03-31 --reason "Funds come in January." --authority "Minute 12"\n',
  },
  'moved-by-hand': {
    why: 'A status comes from an update, which records since when, by whom and why. Here the status changed, but no new update sets it: an existing update was edited. A status that no update sets at all is found by `status-not-reported`, with or without `--base`.',
    wrong:
      '$ sed -i "s/status: in-progress/status: completed/" plan/items/05.yaml   # in the update too\n$ git commit -am "Done"\n',
    right: '$ plan update 5 --status completed --note "Handed over on Friday."\n',
  },
  'move-refused': {
    why: '`plan update` refuses to reopen closed work without a reason, and to report on a retired item. An edit by hand that removes the earlier update, or has the same date, is not found by the rules that check the files alone. The comparison with the base finds it.',
    wrong:
      '$ plan retire 7 --reason "Overtaken." --authority "Minute 12"\n$ vi plan/items/07.yaml   # add an update\n$ git commit -am "Work goes on"\n',
    right: '$ plan add --pillar prevention --action "Train the trainers" …   # a new item for new work\n',
  },
  'progress-with-wording': {
    why: 'Progress and decisions have different authors and different readers. In one commit, one of them is easily overlooked, and neither can be undone alone. Changes that are not committed yet count as one commit.',
    wrong:
      '$ plan update 5 --status in-progress --no-commit\n$ plan amend 5 --field measure --to "Reports" … --no-commit\n$ git commit -am "Item 5"\n',
    right:
      '$ plan update 5 --status in-progress\n$ plan amend 5 --field measure --to "Reports" --reason "Clearer." --authority "Minute 12"\n',
  },
  'not-owner': {
    why: 'People of an agency report on its own items, for the agency or for the group; other items, wording, dates, `agencies.yaml` and `plan.yaml` are not theirs to change. `--owner` names the agency for the whole change; without it, each commit belongs to the agency that lists its author under `authors` in the `agencies.yaml` of the base. An author whom no agency lists, such as the secretariat, is not checked. Anybody can write any name into a commit, so require signatures where this matters.',
    wrong:
      '$ git config user.email tom@police.govt.nz   # an author of agency `police`\n$ plan update 16 --status completed   # an item of agency `dol`\n',
    right: '$ plan update 13 --agency police --note "Two officers were trained."\n',
  },
  'rules-weakened': {
    why: 'A branch could turn off a rule and break it at once. So `--base` checks a change by the severities of the base, and names those that the change lowers. Once the lower severity is merged, later changes are checked by it.',
    wrong:
      '$ sed -i "s/rating-without-note: error/rating-without-note: off/" plan/plan.yaml\n$ git commit -am "Reports of July"   # with ratings without notes\n',
    right:
      '$ git switch -c rules\n$ sed -i "s/rating-without-note: error/rating-without-note: off/" plan/plan.yaml\n$ git commit -am "Ratings need no note: minute 12"\n',
  },
  'agencies-changed': {
    why: 'Who reports for an agency, who reviews its items, and which agencies there are decide what later changes may do. Such a change is listed as a note, which leaves the exit code as it is, so that reviewers see it.',
    wrong:
      '$ vi plan/agencies.yaml   # one more address under `authors`\n$ git commit -am "Reports of July"\n',
    right:
      '$ vi plan/agencies.yaml   # one more address under `authors`\n$ git commit -am "Tom Hill reports for Police: letter of 1 July"\n',
  },
} satisfies RuleDocs<typeof changeRules>;
