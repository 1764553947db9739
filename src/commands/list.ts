import { type Field, type FieldName, fieldNames, fields, fieldText } from '../plan/fields.ts';
import { resolveFields, sortBy } from '../plan/query.ts';
import { planFacts } from '../render/document/plan-facts.ts';
import { notCounted } from '../render/retired.ts';
import type { Column } from '../render/sheet.ts';
import { type AnswerFlags, answer, answerOptions, isWhole, listFormats } from './answer.ts';
import { ask, type SelectionFlags, selectionOptions } from './selection.ts';
import { asOfOption, listOption, type Verb } from './verb.ts';

interface Flags extends SelectionFlags, AnswerFlags {
  asOf?: string;
  sort?: string[];
  fields?: string[];
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
  formats: listFormats,
  answers: true,
  arguments: [['[words...]', 'words that must stand in the wording']],
  options: [
    ...selectionOptions,
    listOption('--sort <fields>', 'by these fields; `-` before one for descending'),
    listOption('--fields <fields>', `show these: ${fieldNames.join(', ')}`),
    ...answerOptions,
    asOfOption,
  ],

  completes: { words: 'query' },

  async run(session, words, flags) {
    const selection = await ask(session, words, flags);
    const { loaded, clock, of, retired, undecided } = selection;
    const { format } = session;
    const shown = flags.fields ? resolveFields(flags.fields) : isWhole(format) ? fieldNames : columnsOfATable;
    const items = sortBy(selection.items, flags.sort ?? [], clock);
    const sheet = {
      kind: 'item-list',
      title: 'Items',
      facts: planFacts(loaded.plan.about, clock.today, session.commit),
      key: 'items',
      columns: shown.map((name) => ({
        name,
        ...columnKind(name),
        value: (item: (typeof items)[number]) => fields[name].value(item, clock),
        text: (item: (typeof items)[number]) => fieldText(name, item, clock),
      })),
      rows: items,
      summary: () => ({
        asOf: clock.today,
        commit: session.commit,
        items: items.length,
        of,
        retired,
        undecided,
        unreadable: loaded.unreadable,
      }),
    };
    await answer(session, sheet, flags);
    if (format === 'table') {
      session.io.err(`${items.length} of ${of} ${flags.retired ? 'retired ' : ''}items\n`);
      if (retired > 0 && !flags.retired) session.io.err(`${notCounted(retired)}\n`);
    }
    return session.partial(loaded);
  },
};

/** For formats that tell days and numbers from words. */
function columnKind(name: FieldName): Pick<Column<unknown>, 'kind'> {
  const { kind }: Field = fields[name];
  return kind === 'date' || kind === 'number' || kind === 'flag' ? { kind } : {};
}
