/** The trail: what commits did, and whether they said so. */
import type { trailRules } from '../plan/rules/history/index.ts';
import type { RuleDocs } from './rule-doc.ts';

export const trailExplanations = {
  'hand-edit': {
    why: 'A change by `plan` says in its commit what it did, for whom and as of when, and touches nothing else. A change by hand says only what its author thought of saying. It may well be right: then acknowledge it, and it no longer counts.',
    wrong: '$ sed -i "s/^status: .*/status: on-hold/" plan/items/07.yaml\n$ git commit -am "On hold"\n',
    right: '$ plan update 7 --status on-hold --note "No funds until July."\n',
  },
  'trailers-disagree': {
    why: 'Whoever reads the log relies on what commits say of themselves. A commit that says less or more than it did, or that mixes progress with a change of the plan’s words, hides one behind the other.',
    wrong:
      '$ plan update 5 --milestone 5.1 --status completed --no-commit\n$ git commit -am "plan: 5 in-progress" -m "Plan-Change: update"\n',
    right: '$ plan update 5 --milestone 5.1 --status completed\n',
  },
  'report-altered': {
    why: 'What an agency reported is what it reported, even if it was wrong. Corrected in silence, it makes an earlier summary look false and nobody can see why. A correction is another report; a slip of a moment ago is undone as a whole.',
    wrong:
      '$ sed -i "s/agreed with Police/agreed with everybody/" plan/items/05.yaml\n$ git commit -am "A word"\n',
    right: '$ plan note 5 "The plan was agreed with everybody, not with Police alone."\n',
  },
  'decision-altered': {
    why: 'An amendment names who decided and why. If its reason or its date can be changed afterwards, it is no longer what they decided. Another decision changes what an earlier one did, and both stay.',
    wrong:
      '$ sed -i "s/reason: Clearer/reason: The minister asked/" plan/items/07.yaml\n$ git commit -am "A word"\n',
    right:
      '$ plan amend 7 --field measure --to "Reports" --reason "The minister asked." --authority "Minute 14"\n',
  },
  'wording-unamended': {
    why: 'The plan’s words, agencies and dates are what its signatories agreed to. A due date that moves without a decision is how plans come to be always on time. An amendment says from what to what, why, and by whose word.',
    wrong:
      '$ sed -i "s/^action: Collect/action: Consider collecting/" plan/items/05.yaml\n$ git commit -am "Clearer"\n',
    right:
      '$ plan amend 5 --field action --to "Consider collecting …" --reason "Funds were cut." --authority "Minute 12"\n',
  },
  'illegal-move': {
    why: 'A status can be reached by a report alone, and not every one from every other: an item with open milestones is not completed, and what was completed is not reopened without a reason. Today’s files may be in order again; this says when they were not, and by whom.',
    wrong: '$ echo "status: completed" >> plan/items/05.yaml\n$ git commit -am "Done"\n',
    right:
      '$ plan update 5 --milestone 5.1 --status completed\n$ plan update 5 --milestone 5.2 --status completed\n$ plan update 5 --status completed\n',
  },
  'item-removed': {
    why: 'An item that is deleted takes with it everything that was promised and reported, and a plan of 28 becomes a plan of 27 that looks better. What nobody works on any more is retired: it keeps its id and its history, and counts apart.',
    wrong: '$ git rm plan/items/07.yaml\n$ git commit -m "No longer needed"\n',
    right: '$ plan retire 7 --reason "Overtaken by the new Act." --authority "Minute 12"\n',
  },
  'id-reused': {
    why: 'Minutes and letters say “item 7” for years. If that becomes another item, they all say something that they never meant.',
    wrong:
      '$ git rm plan/items/07.yaml && git commit -m "Away with it"\n$ cp draft.yaml plan/items/07.yaml   # another item\n',
    right: '$ plan add --pillar prevention --action "Train the trainers" …   # gives an id of its own\n',
  },
  'unreadable-then': {
    why: 'While an item can’t be read, what happened to it can’t be held against any rule, and questions of that day have no whole answer. A check before each merge (`plan validate`) keeps it from happening.',
    wrong: '$ echo "measure: Reports: all of them" >> plan/items/07.yaml\n$ git commit -am "Measure"\n',
    right: '$ plan validate && git commit -am "Measure"\n',
  },
  'as-of-after-commit': {
    why: 'A commit knows when it was made. A report in it on a later day was made before there was anything to report, or one of the two clocks was wrong.',
    wrong: '$ plan update 7 --as-of 2027-06-30 --today 2027-06-30 --note "As planned."\n',
    right: '$ plan update 7 --as-of 2026-06-30 --note "As planned."\n',
  },
  'author-differs': {
    why: 'An entry names who reported, its commit who recorded it. Where they are two people, one spoke for the other: that may be agreed between them, but it should be known. `--by` says it in both places.',
    wrong:
      '$ plan update 7 --by "Aroha Ngata <aroha@example.org>" --note "Begun." --no-commit\n$ git commit -am "Begun"   # by Tom\n',
    right: '$ plan update 7 --by "Aroha Ngata <aroha@example.org>" --note "Begun."\n',
  },
  unsigned: {
    why: 'Anybody can write any name into a commit; a signature alone shows who made it. This is looked at only where `--require-signatures` asks for it.',
    wrong: '$ git config commit.gpgsign false\n$ plan update 7 --note "Begun."\n',
    right: '$ git config commit.gpgsign true\n$ plan update 7 --note "Begun."\n',
  },
  'bad-signature': {
    why: 'A signature that does not fit its commit, or whose key nobody knows or trusts, shows nothing about who made it. The commit may have been altered, or only the signer’s public key is missing here.',
    wrong: '$ git verify-commit 74ddcd7\nCould not verify signature.\n',
    right: '$ git verify-commit 74ddcd7\nGood "git" signature for mere@example.org with ED25519 key …\n',
  },
} satisfies RuleDocs<typeof trailRules>;
