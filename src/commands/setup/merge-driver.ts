import { relative, resolve } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { conflictsText } from '../../render/conflicts.ts';
import { readText, replaceFile } from '../../storage/fs.ts';
import { mergeFiles } from '../../storage/merge/merge-files.ts';

export const command: Command = {
  description:
    'Merge one item’s file for git; `plan setup` configures git to run it. Writes the merged text to the second file. Exits with 1 if it contains conflicts.',
  examples: [['git config merge.plantrail.driver', 'show how git runs it']],
  formats: ['text', 'text'],
  arguments: [
    argument('<base>', 'file of the common ancestor', 'file'),
    argument('<ours>', 'file of our side; gets the merged text', 'file'),
    argument('<theirs>', 'file of their side', 'file'),
    argument('[size]', 'length of conflict markers'),
    argument('[path]', 'path of the file in the repository', 'file'),
  ],

  async run({ io }, [base, ours, theirs, size = '7', path]) {
    const read = (file: string) => readText(resolve(io.cwd, file));
    if (!/^[1-9]\d{0,2}$/.test(size))
      throw new PlanError(
        'usage',
        `\`${size}\` is not a marker size`,
        'give the number of signs in a marker, such as 7',
      );
    const { text, conflicts } = await mergeFiles(read(base!), read(ours!), read(theirs!), Number(size));
    replaceFile(resolve(io.cwd, ours!), Buffer.from(text));
    if (conflicts.length === 0) return ExitCode.done;
    io.err(conflictsText([{ path: path ?? relative(io.cwd, ours!), conflicts }]));
    return ExitCode.findings;
  },
};
