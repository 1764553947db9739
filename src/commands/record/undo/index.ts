import { type Command, option } from '../../../cli/command.ts';
import { byOption, type WriteFlags, write, writeOptions } from '../../../cli/write.ts';
import { requireRepository } from '../../../git/messages.ts';
import { outcomeOfUndo } from './revert.ts';
import { resolveTarget } from './target.ts';

interface Flags extends WriteFlags {
  reason?: string;
}

export const command: Command<Flags> = {
  summary:
    'Takes a change back, as a commit of its own that says so. The files become what they were, byte for byte, or, where later changes are in them, only what the commit did is taken out of them. Where later changes stand upon it, it is refused, and they are named. Additions stay (see `plan retire`), and so do files of evidence.',
  examples: [
    ['plan undo', 'the newest change'],
    ['plan undo 7acd1e6 -n', 'what taking that one back would come to'],
    ['plan undo 7acd1e6 --reason "Reported for the wrong item."', 'say why'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [
    [
      '[commit]',
      'a commit of `plan log`; else the newest that changed the plan; of an undo, the change is made again',
    ],
  ],
  options: [option('--reason <text>', 'why'), byOption, ...writeOptions],

  async run(context, [text], flags) {
    const repo = requireRepository(context.workspace, 'it has no history');
    return await write(
      context,
      { kind: 'undo', ids: text === undefined ? [] : [text], flags },
      async (intend) => {
        const target = await resolveTarget(context, repo, text);
        return await outcomeOfUndo(context, repo, target, { intend, reason: flags.reason?.trim() || null });
      },
    );
  },
};
