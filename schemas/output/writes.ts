/** What became of a change to the plan. */
import * as z from 'zod/mini';
import { fieldChange } from './history.ts';
import { amendment, decision, update } from './items.ts';
import { count, flag, hash, list, nullable, object, text, textOrNull } from './parts.ts';

/** Beside the items, which are each verb's own. */
const done = {
  dryRun: flag('Whether it was only shown.'),
  commit: nullable(
    object(
      {
        hash: hash('Its hash.'),
        branch: textOrNull('The branch it is on; null: a detached HEAD.'),
        subject: text('The first line of its message.'),
      },
      'The commit.',
    ),
    'The commit it was recorded in; null: none was made.',
  ),
  message: textOrNull('The commit’s message, whole; null: nothing was to change.'),
  files: list(z.string(), 'The files that changed, or would.'),
};

const changed = { id: text('The item’s id.'), changed: flag('False: it was so already.') };

/** A write whose items have these keys beside their ids. */
const write = <Shape extends z.core.$ZodShape>(shape: Shape) => ({
  items: list(object({ ...changed, ...shape }, 'What became of an item.'), 'The items it was about.'),
  ...done,
});

const reporting = {
  moves: list(
    object(
      {
        what: z.enum(['status', 'rating']).check(z.describe('What moved.')),
        milestone: textOrNull('The milestone whose status it is; null: the item’s own.'),
        from: textOrNull('What it was; null: not reported.'),
        to: text('What it became.'),
      },
      'A status or rating that moved.',
    ),
    'What moved.',
  ),
  update: nullable(update, 'The report; null: it was so already.'),
};

export const report = write(reporting);
export const amend = write({ amendments: list(amendment, 'What was amended.') });
export const add = write({ addition: decision });
export const retire = write({ retirement: decision });
export const undo = write({
  exact: flag('Whether the file is as it was, to the byte.'),
  fields: list(fieldChange, 'The facts that went back.'),
  retracted: list(update, 'Reports that were taken back.'),
  reported: list(update, 'Reports that are there again.'),
  unamended: list(amendment, 'Amendments that were taken back.'),
  amended: list(amendment, 'Amendments that are there again.'),
});

const rows = object(
  {
    rows: count('Rows of the file.'),
    recorded: count('Those that were recorded.'),
    same: count('Those that say nothing new.'),
  },
  'The rows in numbers.',
);

/** As one commit, or with `commits` in place of its keys where each row has its own. */
export const apply = {
  ...z.partial(z.object(write(reporting))).def.shape,
  commits: z.optional(
    list(object(write(reporting), 'One row’s change.'), 'With `--commit-each`: one a row.'),
  ),
  summary: rows,
};

export const acknowledge = {
  items: list(
    object(
      {
        commit: hash('The commit.'),
        findings: list(
          object(
            { rule: text('The rule.'), item: textOrNull('The item’s id.'), message: text('What it found.') },
            'A finding.',
          ),
          'What the audit finds in it, which may stand.',
        ),
      },
      'A commit that was acknowledged.',
    ),
    'The commits.',
  ),
  ...done,
};

export const setup = {
  items: list(
    z.looseObject({ changed: flag('False: it was so already.') }).check(z.describe('A setting.')),
    'What was set up: a file, or git’s settings.',
  ),
  ...done,
};

export const sync = {
  branch: text('The branch.'),
  upstream: text('The branch that it follows.'),
  state: z.enum(['same', 'ahead', 'behind', 'diverged']).check(z.describe('How the two stood.')),
  ahead: count('Commits that it had and the other had not.'),
  behind: count('Commits that the other had and it had not.'),
  commit: textOrNull('Where the branch is now; null: where it was.'),
  pushed: flag('Whether it was pushed.'),
};
