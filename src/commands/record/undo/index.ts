/** `plan undo`: undoes a change in a new commit. */
import { authorOption } from '../../../cli/author-option.ts';
import { argument, type Command, option } from '../../../cli/command.ts';
import { type WriteFlags, write, writeOptions } from '../../../cli/write.ts';
import { requireRepository } from '../../../git/error-messages.ts';
import { planRevert } from './revert.ts';
import { findUndoTarget } from './undoable-commit.ts';

interface Flags extends WriteFlags {
  reason?: string;
}

export const command: Command<Flags> = {
  description:
    'Undo a change in a new commit. Without a commit, it undoes the newest change that was made in this clone and that no remote-tracking branch has. If the files have not changed since, they become what they were, byte for byte; else only what the commit changed is reverted. A change that later changes build on is refused, and the later commits are named. An added item is removed only if neither it was changed nor the commit shared since; else use `plan retire`. Evidence files stay.',
  examples: [
    ['plan undo', 'undo your newest change that is not shared'],
    ['plan undo 7acd1e6 -n', 'show what undoing a commit would change'],
    ['plan undo 7acd1e6 --reason "Reported for the wrong item."', 'give a reason'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [
    argument(
      '[commit]',
      'a commit of `plan log`, by default your newest change that is not shared; undoing an undo redoes the change',
      'commit',
    ),
  ],
  options: [option('--reason <text>', 'why it is undone'), authorOption, ...writeOptions],

  async run(context, [revision], flags) {
    const repo = requireRepository(context.workspace, 'it has no history');
    const ids = revision === undefined ? [] : [revision];
    return await write(context, { kind: 'undo', ids, flags }, async (announce) => {
      const target = await findUndoTarget(context, repo, revision);
      return await planRevert(context, repo, target, { announce, reason: flags.reason?.trim() || null });
    });
  },
};
