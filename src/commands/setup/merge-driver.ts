import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { mergeFileByLines } from '../../git/merge-file.ts';
import { oneLine } from '../../render/common/escape.ts';
import { conflictsText, type FileConflicts } from '../../render/conflicts.ts';
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
    if (!/^[1-9]\d{0,2}$/.test(size))
      throw new PlanError(
        'usage',
        `\`${size}\` is not a marker size`,
        'give the number of signs in a marker, such as 7',
      );
    const markerSize = Number(size);
    const files = {
      base: resolve(io.cwd, base!),
      ours: resolve(io.cwd, ours!),
      theirs: resolve(io.cwd, theirs!),
    };
    const shown = path ?? relative(io.cwd, files.ours);
    let conflicts: FileConflicts['conflicts'];
    try {
      const merged = await mergeFiles(
        readText(files.base),
        readText(files.ours),
        readText(files.theirs),
        markerSize,
      );
      replaceFile(files.ours, Buffer.from(merged.text));
      conflicts = merged.conflicts;
    } catch (error) {
      if (!existsSync(files.ours) || !existsSync(files.theirs)) throw error;
      // After a failure, git would keep our side without markers, and lose theirs.
      io.err(`${oneLine(`plan: ${shown}: merged line by line, because ${(error as Error).message}`)}\n`);
      const isClean = await mergeFileByLines({ ...files, markerSize }, io.cwd, io.env);
      conflicts = isClean ? [] : [lineConflict];
    }
    if (conflicts.length === 0) return ExitCode.done;
    io.err(conflictsText([{ path: shown, conflicts }]));
    return ExitCode.findings;
  },
};

const lineConflict = {
  ...{ field: 'text', path: [], why: 'both sides changed the same lines' },
  ...{ ours: 'these lines', theirs: 'these lines' },
};
