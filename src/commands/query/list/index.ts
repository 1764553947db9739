/** `plan list`: lists or counts items. */
import type { Item } from '../../../../schemas/item.ts';
import { argument, type Command, listOption, option, viewOptions } from '../../../cli/command.ts';
import type { CommandContext, ViewFlags } from '../../../cli/context.ts';
import {
  type LoadedSelection,
  loadSelection,
  type SelectionFlags,
  selectionOptions,
} from '../../../cli/filter-options.ts';
import { limitOption } from '../../../cli/limit-option.ts';
import { type ListFlags, listFormats, listOptions, writeList } from '../../../cli/list-output.ts';
import type { ExitCode } from '../../../exit-codes.ts';
import type { Audience } from '../../../plan/model/audience.ts';
import { hasMilestones, isRetired } from '../../../plan/model/derived.ts';
import { sortBy } from '../../../plan/query/filters.ts';
import { retiredNote } from '../../../render/common/count-notes.ts';
import type { DataTable } from '../../../render/common/data-table.ts';
import { planMetadata } from '../../../render/document/plan-metadata.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { fieldColumn, shownFields } from './columns.ts';

interface Flags extends SelectionFlags, ListFlags, ViewFlags {
  audience: Audience;
  sort?: string[];
  fields?: string[];
  limit?: number;
  groupBy?: string;
  countBy?: string[];
}

/** Formats for programs: each count has a row of its own. */
const rowPerCountFormats = ['json', 'ndjson', 'yaml'];

export const command: Command<Flags> = {
  description:
    'List or count items. Several values of one option mean any of them; different options must all match.',
  examples: [
    ['plan list', 'list every item'],
    ['plan list --agency police,customs --status not-reported', 'filter by agency and status'],
    ['plan list --where \'"police" in agencies && due < date("+30d")\'', 'filter by an expression'],
    ['plan list @chase', 'run a saved query'],
    ['plan list --horizon short --sort -due,id --limit 10', 'sort by due date, latest first'],
    ['plan list visa fraud', 'search for items whose wording contains both words'],
    ['plan list --group-by pillar', 'group by pillar'],
    ['plan list --count-by agency,status', 'count by agency and status'],
    ['plan list --fields id,agencies,status --format csv', 'write CSV'],
    ["plan list --overdue --json | jq -r '.items[].id'", 'print ids for a script'],
  ],
  formats: listFormats,
  hasOutput: true,
  readsFieldsOnly: true,
  arguments: [
    argument('[words...]', 'words that the wording must contain, or a saved query: @name', 'query'),
  ],
  options: [
    ...selectionOptions,
    listOption(
      '--sort <fields>',
      'sort by fields; `-` before a field sorts in descending order',
      'sort-field',
    ),
    limitOption('--limit <n>', 'show at most n items'),
    listOption('--fields <fields>', 'show these fields; see `plan fields`', 'field'),
    option(
      '--group-by <field>',
      'group by agency, pillar, status, rating, horizon, lead, kind, overdue, …',
      'group-field',
    ),
    listOption(
      '--count-by <fields>',
      'count by one such field, or by two as a matrix',
      'group-field',
    ).conflicts(['sort', 'fields', 'limit', 'groupBy']),
    ...listOptions,
    ...viewOptions('internal'),
  ],

  async run(context, words, flags) {
    if (flags.countBy) return await writeCounts(context, words, flags, flags.countBy);
    const { format, commit } = context;
    const columns = shownFields(flags.fields, format, flags.overdue);
    const selection = await loadSelection(context, words, flags);
    const { loaded, clock, of, retired, undecided } = selection;
    const found = sortBy(selection.items, flags.sort ?? [], clock);
    const items = found.slice(0, flags.limit);
    const table: DataTable<Item> = {
      kind: 'item-list',
      title: 'Items',
      // Only HTML and workbooks need it, and finding the current day is slow.
      get metadata() {
        return planMetadata(loaded.plan.settings, clock.today, commit, context.leftOut);
      },
      key: 'items',
      columns: columns.map((name) =>
        fieldColumn(name, clock, flags.audience, ['table', 'markdown', 'html'].includes(format)),
      ),
      rows: items,
      summary: () => ({
        asOf: clock.today,
        commit,
        items: items.length,
        found: found.length,
        of,
        retired,
        undecided,
        unreadable: loaded.unreadable,
      }),
    };
    if (flags.groupBy === undefined) await writeList(context, table, flags);
    else {
      const { groupRows } = await import('./group-by.ts');
      await writeList(context, groupRows(table, flags.groupBy, selection, format === 'table'), flags);
    }
    const isTable = format === 'table';
    const isCut = items.length < found.length;
    if (isTable || isCut) context.io.err(`${found.length} of ${poolText(selection, flags)}\n`);
    if (isCut) context.io.err(`showing the first ${items.length}\n`);
    if (isTable && retired > 0 && !flags.retired) context.io.err(`${retiredNote(retired)}\n`);
    return context.finish(loaded);
  },
};

/** The items that could be selected: only those with milestones can be overdue or have no date. */
function poolText({ plan, of }: LoadedSelection, { retired = false, overdue, undated }: Flags): string {
  const what = retired ? 'retired item' : 'item';
  if (!overdue && !undated) return pluralize(of, what);
  const pool = plan.items.filter((item) => isRetired(item) === retired && hasMilestones(item));
  return `${pluralize(pool.length, what)} with milestones`;
}

/** Prints the numbers of items by one field or two. @throws PlanError `usage`, `unknown-word` */
async function writeCounts(
  context: CommandContext,
  words: readonly string[],
  flags: Flags,
  by: readonly string[],
): Promise<ExitCode> {
  const [selection, { countTable }] = await Promise.all([
    loadSelection(context, words, flags),
    import('./count-by.ts'),
  ]);
  const table = countTable(selection, by, {
    rowPerCount: rowPerCountFormats.includes(context.format),
    commit: context.commit,
    ofRetired: flags.retired === true,
  });
  await writeList(context, table, flags);
  return context.finish(selection.loaded);
}
