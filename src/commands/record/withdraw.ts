/** `plan withdraw`: withdraws updates. */
import { authorOption } from '../../cli/author-option.ts';
import { type Command, option } from '../../cli/command.ts';
import { correctionArguments, recordCorrection } from '../../cli/record-correction.ts';
import { type WriteFlags, writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { withdrawUpdates } from '../../plan/changes/correct.ts';

interface Flags extends WriteFlags {
  reason?: string;
}

export const command: Command<Flags> = {
  description:
    'Withdraw updates of an item that should not have been reported. They stay in the item with the reason, but count no more; a withdrawn correction takes the update that it corrects with it. The withdrawal of a public update is public.',
  examples: [
    ['plan withdraw 5 1a2b3c4d --reason "Reported on the wrong item"', 'withdraw an update'],
    ['plan show 5', 'see the ids of the updates'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: correctionArguments,
  options: [option('--reason <text>', 'why it is withdrawn; required'), authorOption, ...writeOptions],

  async run(context, args, flags) {
    const reason = flags.reason?.trim() ?? '';
    if (reason === '') throw new PlanError('usage', 'a withdrawal needs a reason', 'add `--reason "…"`');
    return await recordCorrection(context, { kind: 'withdraw', args, flags }, ({ item, targets, ...rest }) =>
      withdrawUpdates(item, targets, { reason, by: flags.by }, rest.context),
    );
  },
};
