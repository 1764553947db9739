import { type Command, option } from '../../../cli/command.ts';
import { byOption, execute, type WriteFlags, writeOptions } from '../../../cli/write.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { columnNames } from '../../../plan/changes/import-columns.ts';
import { outcomeJson, outcomeText } from '../../../render/write-outcome.ts';
import { type RowFileFormat, rowFileFormats } from '../../../storage/import/rows.ts';
import { commitEach } from './commit-each.ts';
import { readRowFile } from './row-file.ts';
import { type ApplyRequest, countsOf, countsText, idsIn, outcomeOf, pathsOf, planRows } from './rows.ts';

interface Flags extends WriteFlags {
  from?: RowFileFormat;
  agency?: string;
  asOf?: string;
  commitEach?: boolean;
}

export const command: Command<Flags> = {
  summary: `Records many reports in one go, from YAML, JSON, or a sheet as \`plan list --format csv\` makes it: all of them or none, as one commit. Each row has an \`id\` and what is reported: ${columnNames.slice(1).join(', ')}. \`was\` is the status that the row was written against; where the item has moved on, the row is refused. Columns of \`plan list\` that no report can change may stay.`,
  examples: [
    [
      'plan list --fields id,status,action --format csv >round.csv',
      'a sheet to fill in; add `note`, `evidence` …',
    ],
    ['plan apply round.csv -n', 'what it would come to: the diff and the message'],
    ['plan apply round.csv --as-of 2026-11-20 --agency dol', 'for rows that do not say'],
    ['plan apply updates.yaml --commit-each', 'a commit for each row'],
    ['generate | plan apply - --from json', 'from a program'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['<file>', 'the updates; `-` reads standard input']],
  options: [
    option('--from <format>', "what the file is written in; else its name's ending says so").choices(
      rowFileFormats,
    ),
    option('--agency <name>', 'whose reports they are, for rows that do not say'),
    option('--as-of <date>', 'the day they are true for, for rows that do not say; else today'),
    byOption,
    option('--commit-each', 'one commit for each row, in their order'),
    ...writeOptions,
  ],

  completions: { 'as-of': 'day' },

  async run(context, [name = '-'], flags) {
    const { commitEach: each = false } = flags;
    if (each && !flags.commit)
      throw new PlanError(
        'usage',
        '`--commit-each` and `--no-commit` exclude each other',
        'leave one of them out',
      );
    const wish: ApplyRequest = { file: await readRowFile(context, name, flags.from), flags };
    if (each) return await commitEach(context, wish, name, flags);
    let rows = { rows: 0, recorded: 0, same: 0 };
    const made = await execute(context, { kind: 'apply', ids: [name], flags }, async (intend) => {
      const loaded = await context.read(idsIn(wish.file));
      const decided = await planRows(context, loaded, wish);
      rows = countsOf(decided);
      await intend(pathsOf(loaded, decided));
      const outcome = await outcomeOf(loaded, decided);
      return { ...outcome, lines: [...outcome.lines, countsText(decided)] };
    });
    if (context.format === 'json') context.json('apply', { ...outcomeJson(made), summary: rows });
    else context.io.out(await outcomeText(made, await context.stdoutTheme()));
    if (made.trouble) context.warn(made.trouble);
    return ExitCode.done;
  },
};
