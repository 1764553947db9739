import { type Command, option } from '../../cli/command.ts';
import { evidenceOption } from '../../cli/evidence-option.ts';
import { readNote } from '../../cli/note-option.ts';
import { publicOption, type ReportFlags, recordReport, reporterOptions } from '../../cli/record-update.ts';
import { byOption, writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';

interface Flags extends Omit<ReportFlags, 'status' | 'rating' | 'reason'> {
  noteFile?: string;
}

export const command: Command<Flags> = {
  summary:
    'Records a note on one item or several, with evidence where there is some; status and rating stay as they are.',
  examples: [
    ['plan note 5 "Police ask for a second plan."', 'words behind the id'],
    ['plan note 5 7 --note-file minute.txt --evidence minute.pdf=Minute', 'from a file, on two items'],
    ['plan note 5 --evidence minute.pdf', 'evidence alone'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['<words...>', 'the items, then the note; `-` instead of it reads standard input']],
  options: [
    option('--note-file <file>', 'the note from a file'),
    option('-m, --milestone <id>', 'the milestone it is about'),
    evidenceOption,
    ...reporterOptions,
    byOption,
    publicOption,
    ...writeOptions,
  ],

  completions: { words: 'item', 'as-of': 'day' },

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
