import { option, type Verb } from '../../../cli/command.ts';
import { byOption, type WriteFlags, write, writeOptions } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';
import type { Repository } from '../../../git/repository.ts';
import { outcomeOfUndo } from './revert.ts';
import { resolveTarget } from './target.ts';

interface Flags extends WriteFlags {
  reason?: string;
}

export const verb: Verb<Flags> = {
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

  async run(session, [text], flags) {
    const { repo }: { repo: Repository | null } = session.place;
    if (!repo)
      throw new PlanError(
        'refused',
        'there is no git repository here, so nothing remembers what was before',
        'put the plan under git: `git init`, then commit it',
      );
    return await write(
      session,
      { kind: 'undo', ids: text === undefined ? [] : [text], flags },
      async (intend) => {
        const target = await resolveTarget(session, repo, text);
        return await outcomeOfUndo(session, repo, target, { intend, reason: flags.reason?.trim() || null });
      },
    );
  },
};
