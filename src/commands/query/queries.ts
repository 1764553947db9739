/** `plan queries`: lists the saved queries. */
import type { SavedQuery } from '../../../schemas/plan.ts';
import type { Command } from '../../cli/command.ts';
import { type ListFlags, listFormats, listOptions, writeList } from '../../cli/list-output.ts';
import { descriptionOf, expressionOf, singleLine } from '../../plan/query/saved-queries.ts';
import type { Column, DataTable } from '../../render/common/data-table.ts';

type Row = readonly [name: string, query: SavedQuery];

export const command: Command<ListFlags> = {
  description: 'List the queries saved under `queries` in plan.yaml. `plan list @name` runs one.',
  examples: [
    ['plan queries', 'list the saved queries'],
    ['plan list @chase', 'run the query `chase`'],
    ['plan list @chase --agency police --count-by status', 'filter its items further, and count them'],
  ],
  formats: listFormats,
  hasOutput: true,
  options: listOptions,

  async run(context, _args, flags) {
    const loaded = await context.load([]);
    const rows: Row[] = Object.entries(loaded.plan.settings.queries ?? {});
    const columns: Column<Row>[] = [
      { name: 'name', value: ([name]) => name, text: ([name]) => name },
      {
        name: 'meaning',
        value: ([, query]) => descriptionOf(query),
        text: ([, query]) => descriptionOf(query) ?? '',
      },
      {
        name: 'expression',
        value: ([, query]) => expressionOf(query),
        text: ([, query]) => singleLine(expressionOf(query)),
      },
    ];
    const table: DataTable<Row> = {
      kind: 'query-list',
      title: 'Saved queries',
      key: 'queries',
      columns,
      rows,
      summary: () => ({ queries: rows.length }),
    };
    await writeList(context, table, flags);
    if (rows.length === 0)
      context.io.err(
        'no saved queries; to save one, write `queries: { chase: overdue || stale }` in plan.yaml\n',
      );
    return context.finish(loaded);
  },
};
