/** Rules of `plan audit`: what commits did, and what they state. */
import type { historyRules } from '../plan/rules/history/index.ts';
import type { completenessRules } from '../plan/rules/rule-summaries.ts';
import type { RuleDocs } from './rule-doc.ts';

export const completenessRuleDocs = {
  'history-incomplete': {
    why: 'A shallow clone lacks old commits, and a partial clone lacks old files. An audit of the rest could miss what it should find, so it checks nothing and fails. CI services make shallow clones by default.',
    wrong: '- uses: actions/checkout@v4\n- run: npx plantrail audit\n',
    right: '- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0\n- run: npx plantrail audit\n',
  },
} satisfies RuleDocs<typeof completenessRules>;

export const historyRuleDocs = {
  reverted: {
    why: 'Undoing a mistake is allowed: `plan undo` and `git revert` remove exactly what one commit recorded. The audit lists each such commit as a note, which needs no acknowledgement. A commit that removes anything else, or more, is reported by the other rules.',
    wrong: '$ plan update 5 --status completed   # the wrong item\n$ git revert --no-edit HEAD\n',
    right:
      '$ plan update 5 --status completed   # the wrong item\n$ plan withdraw 5 1a2b3c4d --reason "Recorded on the wrong item."\n',
  },
  'trailers-disagree': {
    why: 'Readers of the log rely on the trailers of a commit. A commit that did less or more than its trailers state misleads them. Trailers are no evidence, and a rebase or an amended commit can make them inexact, so this is a note. Messages with several blocks of trailers, as a squash has them, are not checked.',
    wrong:
      '$ plan update 5 --milestone 5.1 --status completed --no-commit\n$ git commit -am "plan: 5 in-progress" -m "Plan-Change: update"\n',
    right: '$ plan update 5 --milestone 5.1 --status completed\n',
  },
  'report-altered': {
    why: 'An update is what an agency reported on that day, even if it was wrong. If it is edited later, earlier summaries look false and nobody can see why. Correct it with `plan correct`, or undo a recent one with `plan undo`. An internal update can be made public as it is, with `plan release`.',
    wrong:
      '$ sed -i "s/agreed with Police/agreed with all agencies/" plan/items/05.yaml\n$ git commit -am "Wording"\n',
    right: '$ plan note 5 "The plan was agreed with all agencies, not only with Police."\n',
  },
  'decision-altered': {
    why: 'An amendment records who decided and why. If its reason or date is edited later, it is no longer what they decided. Record another decision instead; both are kept.',
    wrong:
      '$ sed -i "s/reason: Clearer/reason: The minister asked/" plan/items/07.yaml\n$ git commit -am "Wording"\n',
    right:
      '$ plan amend 7 --field measure --to "Reports" --reason "The minister asked." --authority "Minute 14"\n',
  },
  'wording-unamended': {
    why: 'The wording, agencies and dates of the plan are what its signatories agreed to. If a due date can move without a decision, the plan is always on time. An amendment records the old value, the new value, the reason and the authority.',
    wrong:
      '$ sed -i "s/^action: Collect/action: Consider collecting/" plan/items/05.yaml\n$ git commit -am "Clearer"\n',
    right:
      '$ plan amend 5 --field action --to "Consider collecting …" --reason "Funds were cut." --authority "Minute 12"\n',
  },
  'illegal-move': {
    why: 'A status changes only by an update, and not every change is allowed: an item with open milestones cannot be completed, and completed work is not reopened without a reason. Today’s files may be in order again; this finding shows when they were not, and by whom.',
    wrong: '$ echo "status: completed" >> plan/items/05.yaml\n$ git commit -am "Done"\n',
    right:
      '$ plan update 5 --milestone 5.1 --status completed\n$ plan update 5 --milestone 5.2 --status completed\n$ plan update 5 --status completed\n',
  },
  'item-removed': {
    why: 'Deleting an item deletes what was promised and reported, and a plan of 28 items becomes one of 27 that looks better. An item that nobody works on any more is retired: it keeps its id and its history, and is counted separately.',
    wrong: '$ git rm plan/items/07.yaml\n$ git commit -m "No longer needed"\n',
    right: '$ plan retire 7 --reason "Overtaken by the new Act." --authority "Minute 12"\n',
  },
  'id-reused': {
    why: 'Minutes and letters refer to “item 7” for years. If the id is given to another item, all of them become wrong.',
    wrong:
      '$ git rm plan/items/07.yaml && git commit -m "Remove item 7"\n$ cp draft.yaml plan/items/07.yaml   # another item\n',
    right: '$ plan add --pillar prevention --action "Train the trainers" …   # assigns a new id\n',
  },
  'item-added': {
    why: 'The import has the items of the source. An item that is added later was decided by somebody: `added:` says when, why and by whose authority. Without it, readers take the item for a part of the source. If the decision is recorded later, the finding disappears.',
    wrong: '$ cp draft.yaml plan/items/29.yaml\n$ git add plan && git commit -m "One more"\n',
    right:
      '$ plan add --pillar prevention --action "Train the trainers" … --reason "Asked for by the chair." --authority "Minute 12"\n',
  },
  'evidence-altered': {
    why: 'Evidence shows what a report was based on. If the file is replaced or deleted later, the report has no evidence, or other evidence than when it was read. The file may come back with the bytes that it had.',
    wrong: '$ cp corrected.pdf plan/evidence/minute.pdf\n$ git commit -am "Corrected minute"\n',
    right: '$ plan note 5 "The minute was corrected." --evidence corrected-minute.pdf\n',
  },
  'unreadable-then': {
    why: 'While an item cannot be read, changes to it cannot be checked, and queries as of that day are incomplete. Run `plan validate` before each merge to prevent this.',
    wrong: '$ echo "measure: Reports: all of them" >> plan/items/07.yaml\n$ git commit -am "Measure"\n',
    right: '$ plan validate && git commit -am "Measure"\n',
  },
  'as-of-after-commit': {
    why: 'A commit records when it was made, and an update in it cannot describe a later day. The date of the update or the clock of the machine was wrong.',
    wrong: '$ plan update 7 --as-of 2027-06-30 --today 2027-06-30 --note "As planned."\n',
    right: '$ plan update 7 --as-of 2026-06-30 --note "As planned."\n',
  },
  'author-differs': {
    why: 'An update names who reported, and its commit names who recorded it. If the two differ, one person reported for the other; that may be agreed, but it must be visible. `--by` sets both.',
    wrong:
      '$ plan update 7 --by "Aroha Ngata <aroha@example.org>" --note "Begun." --no-commit\n$ git commit -am "Begun"   # by Tom\n',
    right: '$ plan update 7 --by "Aroha Ngata <aroha@example.org>" --note "Begun."\n',
  },
  unsigned: {
    why: 'Anybody can write any name into a commit; only a signature shows who made it. This is checked only with `--require-signatures`.',
    wrong: '$ git config commit.gpgsign false\n$ plan update 7 --note "Begun."\n',
    right: '$ git config commit.gpgsign true\n$ plan update 7 --note "Begun."\n',
  },
  'bad-signature': {
    why: 'A signature that does not match its commit, or whose key is unknown or untrusted, does not show who made the commit. The commit may have been altered, or the signer’s public key is missing on this machine.',
    wrong: '$ git verify-commit 74ddcd7\nCould not verify signature.\n',
    right: '$ git verify-commit 74ddcd7\nGood "git" signature for mere@example.org with ED25519 key …\n',
  },
} satisfies RuleDocs<typeof historyRules>;
