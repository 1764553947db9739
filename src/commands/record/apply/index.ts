import { authorOption } from '../../../cli/author-option.ts';
import { argument, type Command, option } from '../../../cli/command.ts';
import { execute, type WriteFlags, writeOptions } from '../../../cli/write.ts';
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
  description: `Record many updates from a YAML, JSON, CSV or TSV file, as one commit: all rows or none. Each row has an \`id\` and what is reported: ${columnNames.slice(1).join(', ')}. \`was\` is the status at the time the row was written: if the status has changed since, the row is refused. Other columns of \`plan list\` may stay in the file if their values are unchanged.`,
  examples: [
    [
      'plan list --fields id,status,action --format csv >round.csv',
      'export a table to fill in; add columns such as `note` and `evidence`',
    ],
    ['plan apply round.csv -n', 'show the diff and the commit message only'],
    [
      'plan apply round.csv --as-of 2026-11-20 --agency dol',
      'set the date and agency of rows that have none',
    ],
    ['plan apply updates.yaml --commit-each', 'make one commit per row'],
    ['generate | plan apply - --from json', 'read from another program'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('<file>', 'the file; `-` reads standard input', 'file')],
  options: [
    option('--from <format>', 'format of the file; by default its extension decides').choices(rowFileFormats),
    option('--agency <name>', 'reporting agency of rows that name none', 'agency'),
    option('--as-of <date>', 'date of rows that have none; by default today', 'day'),
    authorOption,
    option('--commit-each', 'make one commit per row, in order').conflicts('commit'),
    ...writeOptions,
  ],

  async run(context, [name = '-'], flags) {
    const { commitEach: each = false } = flags;
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
    if (made.warning) context.warn(made.warning);
    return ExitCode.done;
  },
};
