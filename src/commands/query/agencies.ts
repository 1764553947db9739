/** `plan agencies`: lists the agencies. */
import type { Agency } from '../../../schemas/agencies.ts';
import { type Command, viewOptions } from '../../cli/command.ts';
import type { ViewFlags } from '../../cli/context.ts';
import {
  activeOptions,
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
} from '../../cli/filter-options.ts';
import { type ListFlags, listFormats, listOptions, writeList } from '../../cli/list-output.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { retiredNote } from '../../render/common/count-notes.ts';
import type { Column, DataTable } from '../../render/common/data-table.ts';
import { planMetadata } from '../../render/document/plan-metadata.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags extends SelectionFlags, ListFlags, ViewFlags {
  audience: Audience;
}

export const command: Command<Flags> = {
  description: 'List the agencies and how many items each has. An item counts for each of its agencies.',
  examples: [
    ['plan agencies', 'list all agencies'],
    ['plan agencies --status not-reported', 'count the items without a reported status'],
    ['plan agencies --format csv', 'write CSV'],
  ],
  formats: listFormats,
  hasOutput: true,
  readsFieldsOnly: true,
  arguments: [queriesArgument],
  options: [...activeOptions, ...listOptions, ...viewOptions('internal')],

  async run(context, words, flags) {
    const selection = await loadSelection(context, savedQueriesOnly(words), flags);
    const { loaded, plan, items, of, retired, undecided } = selection;
    const { settings, agencies } = plan;
    const countItems = ({ id }: Agency) => items.filter((item) => item.agencies.includes(id)).length;
    const columns: Column<Agency>[] = [
      column('id', ({ id }) => id),
      { ...column('items', countItems), kind: 'number' },
      column('name', ({ name }) => name),
      column('aliases', ({ aliases = [] }) => aliases),
      {
        name: 'successors',
        value: ({ successors = [] }) =>
          successors.map(({ name, aliases = [], from }) => ({ name, aliases, from })),
        text: ({ successors = [] }) => successors.map(({ name, from }) => `${name} since ${from}`).join(', '),
      },
      { ...column('class', (agency) => agency.class === true), kind: 'flag' },
    ];
    const table: DataTable<Agency> = {
      kind: 'agency-list',
      title: 'Agencies',
      metadata: planMetadata(settings, selection.clock.today, context.commit, context.leftOut),
      key: 'agencies',
      columns,
      rows: agencies,
      summary: () => ({
        asOf: selection.clock.today,
        commit: context.commit,
        agencies: agencies.length,
        items: items.length,
        of,
        retired,
        undecided,
        unreadable: loaded.unreadable,
      }),
    };
    await writeList(context, table, flags);
    if (items.length < of) context.io.err(`only ${items.length} of ${pluralize(of, 'item')}\n`);
    if (context.format === 'table' && retired > 0) context.io.err(`${retiredNote(retired)}\n`);
    return context.finish(loaded);
  },
};

function column(
  name: string,
  value: (agency: Agency) => string | number | boolean | readonly string[],
): Column<Agency> {
  const text = (agency: Agency) => {
    const found = value(agency);
    if (typeof found === 'boolean') return found ? 'yes' : 'no';
    return Array.isArray(found) ? found.join(', ') : String(found);
  };
  return { name, value, text };
}
