/** `plan note`: records a note on items. */
import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, option } from '../../cli/command.ts';
import { evidenceOption } from '../../cli/evidence-option.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { publicOption, recordUpdate, reporterOptions, type UpdateFlags } from '../../cli/record-update.ts';
import { writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';

interface Flags extends Omit<UpdateFlags, 'status' | 'rating' | 'reason'> {
  noteFile?: string;
}

export const command: Command<Flags> = {
  description: 'Record a note on items, optionally with evidence. Status and rating do not change.',
  examples: [
    ['plan note 5 "Police ask for a second plan."', 'write the note after the id'],
    [
      'plan note 5 7 --note-file minute.txt --evidence minute.pdf=Minute',
      'read it from a file, for two items',
    ],
    ['plan note 5 --evidence minute.pdf', 'record evidence only'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [
    argument(
      '<words...>',
      'the ids of items, then the note; with `-`, it is read from standard input',
      'item',
    ),
  ],
  options: [
    noteFileOption,
    option('-m, --milestone <id>', 'the milestone that the note is about', 'milestone'),
    evidenceOption,
    ...reporterOptions,
    authorOption,
    publicOption,
    ...writeOptions,
  ],

  async run(context, args, flags) {
    const isElsewhere = args.includes('-') || flags.noteFile !== undefined;
    const isInArgs = !isElsewhere && args.length > 1 && !looksLikeId(args.at(-1)!);
    const noteFlags = isInArgs ? { ...flags, note: args.at(-1)! } : flags;
    const note = await readNote(context.io, args, noteFlags);
    if (note === undefined && flags.evidence === undefined)
      throw new PlanError(
        'usage',
        'nothing to record: expected a note or evidence',
        'write the note after the ids: `plan note 5 "What was done."`',
      );
    const ids = (isInArgs ? args.slice(0, -1) : args).filter((id) => id !== '-');
    return await recordUpdate(context, 'note', ids, flags, note);
  },
};

/** Letters and digits without spaces, at least one digit. */
const looksLikeId = (word: string) => /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(word) && /\d/.test(word);
