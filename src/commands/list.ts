import { isRetired } from '../plan/derived.ts';
import { type FieldName, fieldNames, fields, fieldText } from '../plan/fields.ts';
import { type DimensionName, dimensionNames, resolveFields, select, sortBy } from '../plan/query.ts';
import { notCounted } from '../render/retired.ts';
import { rowFormatNames, rowFormats } from '../render/rows.ts';
import { asOfOption, listOption, option, type Verb } from './verb.ts';

interface Flags extends Partial<Record<DimensionName, string[]>> {
  asOf?: string;
  overdue?: boolean;
  unreported?: boolean;
  retired?: boolean;
  sort?: string[];
  fields?: string[];
  wide?: boolean;
}

/** What fits a line of 80 columns and still tells one item from another. */
const columnsOfATable: readonly FieldName[] = ['id', 'agencies', 'horizon', 'status', 'rating', 'action'];

export const verb: Verb<Flags> = {
  summary: 'Items of the plan. Values of one option are alternatives; different options must all hold.',
  examples: [
    ['plan list', 'every item'],
    ['plan list --agency police,customs --status not-reported', 'what two agencies still owe'],
    ['plan list --horizon short --sort -due,id', 'short-term work, latest date first'],
    ['plan list visa fraud', 'items whose wording holds both words'],
    ['plan list --fields id,agencies,status --format csv', 'a spreadsheet'],
    ["plan list --overdue --json | jq -r '.items[].id'", 'ids for a script'],
  ],
  formats: ['table', 'tsv', ...rowFormatNames],
  arguments: [['[words...]', 'words that must stand in the wording']],
  options: [
    listOption('--agency <name>', 'responsible: an id, name or alias'),
    listOption('--lead <name>', 'leading: the same, or unknown'),
    listOption('--pillar <name>', 'in this part of the plan'),
    listOption('--status <status>', 'a status, or not-reported'),
    listOption('--rating <rating>', 'a rating, or not-rated'),
    listOption('--kind <kind>', 'action, business-as-usual, or unknown'),
    listOption('--horizon <name>', "one of the plan's horizons, ongoing, or trigger"),
    option('--overdue', 'only those with an open milestone whose date has passed'),
    option('--unreported', 'only those on which nobody has reported'),
    option('--retired', 'only those that were retired, which are left out otherwise'),
    listOption('--sort <fields>', 'by these fields; `-` before one for descending'),
    listOption('--fields <fields>', `show these: ${fieldNames.join(', ')}`),
    option('--wide', 'do not cut columns to the terminal'),
    asOfOption,
  ],

  async run(session, words, flags) {
    await session.goTo(flags.asOf);
    const loaded = await session.load();
    const { plan } = loaded;
    const clock = session.clock(plan.about);
    const format = session.format as keyof typeof rowFormats;
    const shown = flags.fields ? resolveFields(flags.fields) : isWhole(format) ? fieldNames : columnsOfATable;
    const where = Object.fromEntries(
      dimensionNames.flatMap((name) => (flags[name] ? [[name, flags[name]]] : [])),
    );
    const { overdue = false, unreported = false, retired = false } = flags;
    const inAll = plan.items.filter(isRetired).length;
    const of = retired ? inAll : plan.items.length - inAll;
    const found = select(plan, { where, overdue, unreported, retired, words }, clock);
    const items = sortBy(found, flags.sort ?? [], clock);
    const sheet = {
      kind: 'item-list',
      key: 'items',
      columns: shown.map((name) => ({
        name,
        value: (item: (typeof items)[number]) => fields[name].value(item, clock),
        text: (item: (typeof items)[number]) => fieldText(name, item, clock),
      })),
      rows: items,
      summary: () => ({
        asOf: clock.today,
        commit: session.commit,
        items: items.length,
        of,
        retired: inAll,
        unreadable: loaded.unreadable,
      }),
    };
    session.io.out(await rowFormats[format](sheet, await session.page(flags.wide)));
    if (format === 'table') {
      session.io.err(`${items.length} of ${of} ${retired ? 'retired ' : ''}items\n`);
      if (inAll > 0 && !retired) session.io.err(`${notCounted(inAll)}\n`);
    }
    return session.partial(loaded);
  },
};

/** A program gets every field; a reader those that fit a line. */
const isWhole = (format: string) => format === 'json' || format === 'ndjson';
