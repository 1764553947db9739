/** `plan update`: records an update on items. */
import { ratings, statuses } from '../../../../schemas/enums.ts';
import { authorOption } from '../../../cli/author-option.ts';
import { argument, type Command, option } from '../../../cli/command.ts';
import { evidenceOption } from '../../../cli/evidence-option.ts';
import { type InteractiveFlags, interactiveOptions, isInteractive } from '../../../cli/interactive.ts';
import { noteFileOption, readNote } from '../../../cli/note-option.ts';
import { publicOption, recordUpdate, reporterOptions, type UpdateFlags } from '../../../cli/record-update.ts';
import { writeOptions } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';

interface Flags extends UpdateFlags, InteractiveFlags {
  note?: string;
  noteFile?: string;
}

export const command: Command<Flags> = {
  description:
    'Record an update on items, as one commit of their files only: all of them or none. Other edits, staged or not, are left alone. On a terminal it asks for what is missing. If another command is writing, it waits up to 20 seconds, or PLAN_LOCK_WAIT seconds.',
  examples: [
    ['plan update 5 --status in-progress --note "Collection plan agreed."', 'update an item'],
    [
      'plan update 5 --milestone 5.1 --status completed --evidence https://example.org/minute=Minute',
      'update a milestone, with a link as evidence',
    ],
    ['plan update 5 --status in-progress --evidence minute.pdf', 'store a file as evidence'],
    [
      'plan update 2 3 16 --status not-started --as-of 2026-09-30 --agency dol',
      'update several items in one commit',
    ],
    [
      'plan update 9 --rating at-risk --note-file why.txt --by "Aroha Ngata <aroha@example.org>"',
      'record an update by somebody else',
    ],
    ['plan update', 'ask for the item, the status and the note'],
    ['plan update 7 --status in-place -n', 'show the diff and the commit message only'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('[ids...]', 'the items; with `-`, the note is read from standard input', 'item')],
  options: [
    option('-s, --status <status>', `new status: ${statuses.join(', ')}`, 'status'),
    option('-m, --milestone <id>', 'update this milestone instead of the item', 'milestone'),
    option('-r, --rating <rating>', `new confidence rating: ${ratings.join(', ')}`, 'rating'),
    option('--note <text>', 'what was done; `-` reads standard input'),
    noteFileOption,
    evidenceOption,
    ...reporterOptions,
    authorOption,
    option('--reason <text>', 'why completed, cancelled or superseded work is reopened'),
    publicOption,
    ...writeOptions,
    ...interactiveOptions,
  ],

  async run(context, args, flags) {
    const note = await readNote(context.io, args, flags);
    const ids = args.filter((id) => id !== '-');
    const content = [flags.status, flags.rating, note, flags.evidence];
    const hasContent = content.some((value) => value !== undefined);
    if ((args.length === 0 || !hasContent) && isInteractive(context, flags)) {
      const { updateInteractively } = await import('./interactive.ts');
      return await updateInteractively(context, ids, { ...flags, note }, hasContent);
    }
    if (args.length > 0 && !hasContent)
      throw new PlanError(
        'usage',
        'nothing to record: expected a status, rating, note or evidence',
        'see `plan update --help`',
      );
    return await recordUpdate(context, 'update', ids, flags, note);
  },
};
