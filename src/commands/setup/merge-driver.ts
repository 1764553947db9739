import { relative, resolve } from 'node:path';
import type { Command } from '../../cli/command.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { conflictsText } from '../../render/conflicts.ts';
import { readText, replaceFile } from '../../storage/fs.ts';
import { mergeFiles } from '../../storage/merge/merge-files.ts';

export const command: Command = {
  summary:
    'Merges one item’s file for git, which `plan setup` tells to run this. The merged text goes into the second file; with conflicts in it, the exit code is 1.',
  examples: [['git config merge.plantrail.driver', 'how git runs it']],
  formats: ['text', 'text'],
  arguments: [
    ['<base>', 'a file with what both sides started from'],
    ['<ours>', 'with what this side has; then with the merged text'],
    ['<theirs>', 'with what the other side has'],
    ['[size]', 'how long conflict markers are'],
    ['[path]', 'the file in the repository'],
  ],

  completions: { base: 'file', ours: 'file', theirs: 'file', size: 'text', path: 'file' },

  async run({ io }, [base, ours, theirs, size = '7', path]) {
    const [b, o, t] = [base!, ours!, theirs!].map((file) => readText(resolve(io.cwd, file))) as [
      string,
      string,
      string,
    ];
    if (!/^[1-9]\d{0,2}$/.test(size))
      throw new PlanError('usage', `\`${size}\` is not a length of markers`, 'such as 7');
    const { text, conflicts } = await mergeFiles(b, o, t, Number(size));
    replaceFile(resolve(io.cwd, ours!), Buffer.from(text));
    if (conflicts.length === 0) return ExitCode.done;
    io.err(conflictsText([{ path: path ?? relative(io.cwd, ours!), conflicts }]));
    return ExitCode.findings;
  },
};
