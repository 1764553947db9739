/** The JSON of commands that change the plan. */
import * as z from 'zod/mini';
import { fieldChange } from './history.ts';
import { amendmentOutput, decisionOutput, updateOutput } from './items.ts';
import { count, flag, hash, list, nullable, object, text, textOrNull } from './parts.ts';

/** The keys that all these commands share. */
const result = {
  dryRun: flag('Whether nothing was written, because of `--dry-run`.'),
  commit: nullable(
    object(
      {
        hash: hash('The hash.'),
        branch: textOrNull('The branch; null: a detached HEAD.'),
        subject: text('The first line of the message.'),
      },
      'The commit.',
    ),
    'The commit; null: none was made.',
  ),
  message: textOrNull('The complete commit message; null: there is no change.'),
  files: list(z.string(), 'The files that changed, or would with `--dry-run`.'),
};

const changed = { id: text('The id of the item.'), changed: flag('False: no change.') };

/** @param shape the keys of an item beside its id */
const write = <Shape extends z.core.$ZodShape>(shape: Shape) => ({
  items: list(object({ ...changed, ...shape }, 'The result for an item.'), 'The named items.'),
  ...result,
});

const updateResult = {
  moves: list(
    object(
      {
        what: z.enum(['status', 'rating']).check(z.describe('Which of the two changed.')),
        milestone: textOrNull('The milestone; null: the item itself.'),
        from: textOrNull('The old value; null: not reported.'),
        to: textOrNull('The new value; null: not reported.'),
      },
      'A changed status or rating.',
    ),
    'The changed statuses and ratings.',
  ),
  update: nullable(updateOutput, 'The new update; null: no change.'),
};

export const updateKeys = write(updateResult);
export const correctionKeys = write({
  moves: updateResult.moves,
  updates: list(updateOutput, 'The new entries: corrections, or withdrawals.'),
});
export const releaseKeys = write({ updates: list(updateOutput, 'The released updates.') });
export const amendKeys = write({ amendments: list(amendmentOutput, 'The new amendments.') });
export const addKeys = write({ addition: decisionOutput });
export const retireKeys = write({ retirement: decisionOutput });
export const undoKeys = write({
  exact: flag('Whether the file is byte for byte as before the undone change.'),
  fields: list(fieldChange, 'The fields whose old value was restored.'),
  retracted: list(updateOutput, 'The removed updates.'),
  reported: list(updateOutput, 'The restored updates.'),
  unamended: list(amendmentOutput, 'The removed amendments.'),
  amended: list(amendmentOutput, 'The restored amendments.'),
});

const rows = object(
  {
    rows: count('The rows in the file.'),
    recorded: count('The rows that were recorded.'),
    same: count('The rows that change nothing.'),
  },
  'The counts.',
);

/** One commit, or with `--commit-each` a list of `commits`. */
export const applyKeys = {
  ...z.partial(z.object(write(updateResult))).def.shape,
  commits: z.optional(
    list(object(write(updateResult), 'The change of a row.'), 'With `--commit-each`: one for each row.'),
  ),
  summary: rows,
};

export const acknowledgeKeys = {
  items: list(
    object(
      {
        commit: hash('The commit.'),
        findings: list(
          object(
            {
              rule: text('The rule.'),
              item: textOrNull('The id of the item.'),
              message: text('The problem.'),
            },
            'A finding.',
          ),
          'The acknowledged findings.',
        ),
      },
      'An acknowledged commit.',
    ),
    'The acknowledged commits.',
  ),
  ...result,
};

export const setupKeys = {
  items: list(
    z.looseObject({ changed: flag('False: no change.') }).check(z.describe('A setting.')),
    'The files and git settings.',
  ),
  ...result,
};

export const publishKeys = {
  items: list(
    object({ file: text('The path in the folder.'), added: flag('Whether it is new.') }, 'A written file.'),
    'The files that were written.',
  ),
  ...result,
};

export const syncKeys = {
  branch: text('The branch.'),
  upstream: text('The upstream branch.'),
  state: z
    .enum(['same', 'ahead', 'behind', 'diverged'])
    .check(z.describe('How the branch relates to its upstream.')),
  ahead: count('The number of commits that only the branch had.'),
  behind: count('The number of commits that only the upstream had.'),
  commit: textOrNull('The new commit of the branch; null: unchanged.'),
  pushed: flag('Whether the branch was pushed.'),
};
