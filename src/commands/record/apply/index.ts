/** `plan apply`: records the updates in a file. */
import { authorOption } from '../../../cli/author-option.ts';
import { argument, type Command, option } from '../../../cli/command.ts';
import { execute, isMade, type WriteFlags, writeOptions } from '../../../cli/write.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { columnNames } from '../../../plan/changes/import-columns.ts';
import { outcomeJson, outcomeText } from '../../../render/write-outcome.ts';
import { type RowFileFormat, rowFileFormats } from '../../../storage/import/rows.ts';
import { commitEach } from './commit-each.ts';
import { readRowFile } from './row-file.ts';
import {
  type ApplyRequest,
  changedPaths,
  idsIn,
  planRowChanges,
  planRows,
  rowCounts,
  rowCountsText,
} from './rows.ts';

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

  async run(context, [name = '-'], { commitEach: isPerRow = false, from, ...flags }) {
    const request: ApplyRequest = { file: await readRowFile(context, name, from), flags };
    if (isPerRow) return await commitEach(context, request, name, flags);
    let counts = rowCounts([]);
    const result = await execute(context, { kind: 'apply', ids: [name], flags }, async (announce) => {
      const loaded = await context.read(idsIn(request.file));
      const results = await planRows(context, loaded, request);
      counts = rowCounts(results);
      await announce(changedPaths(loaded, results));
      const outcome = planRowChanges(loaded, results);
      return { ...outcome, lines: [...outcome.lines, rowCountsText(results)] };
    });
    await context.printOutcome(isMade(result), async () => {
      if (context.format === 'json') context.json('apply', { ...outcomeJson(result), summary: counts });
      else context.io.out(await outcomeText(result, await context.stdoutTheme()));
    });
    if (result.warning) context.warn(result.warning);
    return ExitCode.done;
  },
};
