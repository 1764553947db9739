import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, option } from '../../cli/command.ts';
import { evidenceOption } from '../../cli/evidence-option.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { publicOption, type ReportFlags, recordReport, reporterOptions } from '../../cli/record-update.ts';
import { writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';

interface Flags extends Omit<ReportFlags, 'status' | 'rating' | 'reason'> {
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
    const [last = ''] = args.slice(-1);
    const isId = /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(last) && /\d/.test(last);
    const isBehind = !isElsewhere && !(isId || args.length === 1);
    const note = await readNote(context.io, args, { ...flags, ...(isBehind ? { note: last } : {}) });
    if (note === undefined && flags.evidence === undefined)
      throw new PlanError(
        'usage',
        `nothing is said of ${args.map((id) => `\`${id}\``).join(', ')}: expected a note or evidence`,
        'write the note behind the ids: `plan note 5 "What was done."`',
      );
    const ids = (isBehind ? args.slice(0, -1) : args).filter((id) => id !== '-');
    return await recordReport(context, 'note', ids, flags, note);
  },
};
