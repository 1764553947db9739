import type { Item } from '../../../../schemas/item.ts';
import { argument, asOfOption, type Command, listOption, option } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { parseLimit } from '../../../cli/limit-option.ts';
import {
  type ListFlags,
  listFormats,
  listOptions,
  wantsAllFields,
  writeList,
} from '../../../cli/list-output.ts';
import {
  type LoadedSelection,
  loadSelection,
  type SelectionFlags,
  selectionOptions,
} from '../../../cli/selection.ts';
import { PlanError } from '../../../errors.ts';
import type { ExitCode } from '../../../exit-codes.ts';
import { hasMilestones, isRetired } from '../../../plan/model/derived.ts';
import { type Field, type FieldName, fieldNames, fields, fieldText } from '../../../plan/model/fields.ts';
import { resolveFields, sortBy } from '../../../plan/query/filters.ts';
import type { Column, DataTable } from '../../../render/common/data-table.ts';
import { planMetadata } from '../../../render/document/plan-metadata.ts';
import { notCounted } from '../../../render/retired-note.ts';
import { pluralize } from '../../../util/pluralize.ts';

interface Flags extends SelectionFlags, ListFlags {
  asOf?: string;
  sort?: string[];
  fields?: string[];
  limit?: string;
  groupBy?: string;
  countBy?: string[];
}

/** What fits a line of 80 columns and still tells one item from another. */
const defaultColumns: readonly FieldName[] = ['id', 'agencies', 'horizon', 'status', 'rating', 'action'];

/** What orders or cuts a list means nothing where items are counted. */
const listOnlyOptions = {
  sort: '--sort',
  fields: '--fields',
  limit: '--limit',
  groupBy: '--group-by',
} as const;

/** Formats in which each count has a row of its own. */
const longFormats = ['json', 'ndjson', 'yaml'];

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
    option('--limit <n>', 'show at most n items'),
    listOption('--fields <fields>', 'show these fields; see `plan fields`', 'field'),
    option(
      '--group-by <field>',
      'group by agency, pillar, status, rating, horizon, lead, kind, overdue, …',
      'group-field',
    ),
    listOption('--count-by <fields>', 'count by one such field, or by two as a matrix', 'group-field'),
    ...listOptions,
    asOfOption,
  ],

  async run(context, words, flags) {
    const { format } = context;
    const limit = parseLimit(flags.limit);
    const shown = flags.fields
      ? resolveFields(flags.fields)
      : wantsAllFields(format)
        ? fieldNames
        : defaultColumns;
    if (flags.countBy) return await count(context, words, flags, flags.countBy);
    const asked = await loadSelection(context, words, flags);
    const { loaded, clock, of, retired, undecided } = asked;
    const found = sortBy(asked.items, flags.sort ?? [], clock);
    const items = found.slice(0, limit);
    const sheet: DataTable<Item> = {
      kind: 'item-list',
      title: 'Items',
      // What day it is takes the clock some time to say, and only a page tells it.
      get metadata() {
        return planMetadata(loaded.plan.settings, clock.today, context.commit);
      },
      key: 'items',
      columns: shown.map((name) => ({
        name,
        ...columnKind(name),
        value: (item) => fields[name].value(item, clock),
        text: (item) => fieldText(name, item, clock),
      })),
      rows: items,
      summary: () => ({
        asOf: clock.today,
        commit: context.commit,
        items: items.length,
        found: found.length,
        of,
        retired,
        undecided,
        unreadable: loaded.unreadable,
      }),
    };
    if (flags.groupBy === undefined) await writeList(context, sheet, flags);
    else {
      const { groupRows } = await import('./group-by.ts');
      await writeList(context, groupRows(sheet, flags.groupBy, asked, format === 'table'), flags);
    }
    const what = poolText(asked, flags);
    if (format === 'table' || items.length < found.length) context.io.err(`${found.length} of ${what}\n`);
    if (items.length < found.length)
      context.io.err(`only the first ${items.length} of them ${items.length === 1 ? 'is' : 'are'} shown\n`);
    if (format === 'table' && retired > 0 && !flags.retired) context.io.err(`${notCounted(retired)}\n`);
    return context.finish(loaded);
  },
};

/** The items that were chosen from: only those with milestones can be overdue or have no date. */
function poolText({ plan, of }: LoadedSelection, { retired = false, overdue, undated }: Flags): string {
  const what = retired ? 'retired item' : 'item';
  if (!overdue && !undated) return pluralize(of, what);
  const pool = plan.items.filter((item) => isRetired(item) === retired && hasMilestones(item));
  return `${pluralize(pool.length, what)} with milestones`;
}

/** @throws PlanError `usage`, `unknown-word` */
async function count(
  context: CommandContext,
  words: readonly string[],
  flags: Flags,
  by: readonly string[],
): Promise<ExitCode> {
  for (const [name, option] of Object.entries(listOnlyOptions))
    if (flags[name as keyof typeof listOnlyOptions] !== undefined)
      throw new PlanError(
        'usage',
        `\`--count-by\` counts items, and \`${option}\` is for listing them`,
        'leave one of them out',
      );
  const [asked, { countTable }] = await Promise.all([
    loadSelection(context, words, flags),
    import('./count-by.ts'),
  ]);
  const { commit, format } = context;
  const isForPrograms = longFormats.includes(format);
  await writeList(
    context,
    countTable(asked, by, { isForPrograms, commit, ofRetired: flags.retired === true }),
    flags,
  );
  return context.finish(asked.loaded);
}

/** For formats that tell days and numbers from words. */
function columnKind(name: FieldName): Pick<Column<unknown>, 'kind'> {
  const { kind }: Field = fields[name];
  return kind === 'date' || kind === 'number' || kind === 'flag' ? { kind } : {};
}
