import { ratings, statuses } from '../../../../schemas/enums.ts';
import { type Command, option } from '../../../cli/command.ts';
import { evidenceOption } from '../../../cli/evidence-option.ts';
import { type InteractiveFlags, interactiveOptions, isInteractive } from '../../../cli/interactive.ts';
import { readNote } from '../../../cli/note-option.ts';
import { publicOption, type ReportFlags, recordReport, reporterOptions } from '../../../cli/record-update.ts';
import { byOption, writeOptions } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';

interface Flags extends ReportFlags, InteractiveFlags {
  note?: string;
  noteFile?: string;
}

export const command: Command<Flags> = {
  summary:
    'Records a report on one item or several: all of them or none, as one commit of their files alone. Other edits, staged or not, stay as they are. What is missing is asked for on a terminal. While another command writes, it waits: up to 20 seconds, or as many as PLAN_LOCK_WAIT says.',
  examples: [
    ['plan update 5 --status in-progress --note "Collection plan agreed."', 'one item'],
    [
      'plan update 5 --milestone 5.1 --status completed --evidence https://example.org/minute=Minute',
      'a milestone',
    ],
    ['plan update 5 --status in-progress --evidence minute.pdf', 'a file that is kept with the plan'],
    ['plan update 2 3 16 --status not-started --as-of 2026-09-30 --agency dol', 'several items, one commit'],
    [
      'plan update 9 --rating at-risk --note-file why.txt --by "Aroha Ngata <aroha@example.org>"',
      'for somebody else',
    ],
    ['plan update', 'ask for the item, the status and the note'],
    ['plan update 7 --status in-place -n', 'only look: the diff and the message'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['[ids...]', 'the items; `-` among them reads the note from standard input']],
  options: [
    option('-s, --status <status>', `where it stands: ${statuses.join(', ')}`),
    option('-m, --milestone <id>', "the milestone whose status it is, instead of the item's"),
    option('-r, --rating <rating>', `confidence in the item: ${ratings.join(', ')}`),
    option('--note <text>', 'what was done; `-` reads standard input'),
    option('--note-file <file>', 'the note from a file'),
    evidenceOption,
    ...reporterOptions,
    byOption,
    option('--reason <text>', 'why completed, cancelled or superseded work is reopened'),
    publicOption,
    ...writeOptions,
    ...interactiveOptions,
  ],

  completions: { status: 'status', rating: 'rating', 'as-of': 'day' },

  async run(context, args, flags) {
    const note = await readNote(context.io, args, flags);
    const ids = args.filter((id) => id !== '-');
    const isSaid = [flags.status, flags.rating, note, flags.evidence].some((said) => said !== undefined);
    if ((args.length === 0 || !isSaid) && isInteractive(context, flags)) {
      const { updateInteractively } = await import('./interactive.ts');
      return await updateInteractively(context, ids, { ...flags, note }, isSaid);
    }
    if (args.length === 0)
      throw new PlanError('usage', 'missing required argument `ids`', 'see `plan update --help`');
    if (!isSaid)
      throw new PlanError(
        'usage',
        'nothing is reported: expected a status, a rating, a note or evidence',
        'see `plan update --help`',
      );
    return await recordReport(context, 'update', ids, flags, note);
  },
};
