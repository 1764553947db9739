/** `plan summary`: shows the state of the plan. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Command, viewOptions } from '../../cli/command.ts';
import type { CommandContext, ViewFlags } from '../../cli/context.ts';
import {
  activeOptions,
  type LoadedSelection,
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
} from '../../cli/filter-options.ts';
import { buildSummary, type Summary } from '../../plan/report/summary.ts';
import { namesFor, withEnvelope } from '../../render/common/json.ts';
import type { Document } from '../../render/document/document.ts';
import { summaryText } from '../../render/summary.ts';
import { pluralize } from '../../util/pluralize.ts';

export const command: Command<SelectionFlags & ViewFlags> = {
  description: 'Show the state of the plan: the number of items by status, by pillar and by agency.',
  examples: [
    ['plan', 'show the state as of today'],
    ['plan summary --agency police', 'only the items of one agency'],
    ['plan --json', 'write JSON'],
    ['plan -o state.xlsx', 'write a workbook with a sheet for each table'],
  ],
  formats: ['text', 'text', 'json', 'markdown', 'yaml', 'html', 'xlsx', 'csv', 'tsv', 'ndjson'],
  hasOutput: true,
  readsFieldsOnly: true,
  arguments: [queriesArgument],
  options: [...activeOptions, ...viewOptions('internal')],

  async run(context, words, flags) {
    const selection = await loadSelection(context, savedQueriesOnly(words), flags);
    const { plan, items, of, retired, clock } = selection;
    const { today } = clock;
    const summary = { ...buildSummary({ ...plan, items }, clock), retired };
    const only = items.length === of ? null : `${items.length} of ${pluralize(of, 'item')}`;
    const { settings } = plan;
    await formats[context.format as keyof typeof formats](context, {
      selection,
      settings,
      today,
      summary,
      only,
    });
    if (only !== null) context.io.err(`only ${only}\n`);
    return context.finish(selection.loaded);
  },
};

interface SummaryOutput {
  selection: LoadedSelection;
  settings: PlanFile;
  today: string;
  summary: Summary;
  /** How many items are counted, if not all; else null. */
  only: string | null;
}

/** Writes the summary in each format. */
const formats = {
  text: async (context, { settings, summary, today }) =>
    context.io.out(
      summaryText(
        settings,
        summary,
        { today, commit: context.commit },
        await context.stdoutTheme(),
        context.audience,
      ),
    ),
  json: async (context, output) => context.json('summary', jsonBody(context, output)),
  async yaml(context, output) {
    const { yamlText } = await import('../../render/common/yaml.ts');
    context.io.out(yamlText(withEnvelope('summary', namesFor(context.audience, jsonBody(context, output)))));
  },
  async markdown(context, output) {
    const { documentMarkdown } = await import('../../render/document/markdown.ts');
    context.io.out(documentMarkdown(await documentOf(context, output)));
  },
  async html(context, output) {
    const { renderPage } = await import('../../render/html/page.ts');
    context.io.out(await renderPage(await documentOf(context, output), new Map()));
  },
  async xlsx(context, output) {
    const { aboutTable, renderWorkbook } = await import('../../render/xlsx/workbook.ts');
    const { blocks, ...rest } = await documentOf(context, output);
    const tables = blocks.flatMap((block) => (block.is === 'table' ? [block.table] : []));
    context.io.out(await renderWorkbook([...tables, aboutTable(rest)]));
  },
  ...{ csv: writeTable, tsv: writeTable, ndjson: writeTable },
} as const satisfies Record<string, (context: CommandContext, output: SummaryOutput) => Promise<void>>;

function jsonBody({ commit }: CommandContext, output: SummaryOutput): object {
  const { selection, settings, today, summary } = output;
  const { id, title, owner, 'time-zone': timeZone, source } = settings;
  return {
    plan: { id, title, owner, timeZone, source },
    asOf: today,
    commit,
    summary,
    of: selection.of,
    undecided: selection.undecided,
    unreadable: selection.loaded.unreadable,
  };
}

async function documentOf(context: CommandContext, output: SummaryOutput): Promise<Document> {
  const { settings, today, summary, only } = output;
  const { summaryDocument } = await import('../../render/summary.ts');
  const { planMetadata } = await import('../../render/document/plan-metadata.ts');
  const metadata = [
    ...planMetadata(settings, today, context.commit, context.leftOut),
    ...(only === null ? [] : [{ name: 'Only', text: only }]),
  ];
  return summaryDocument('The plan at a glance', metadata, summary, context.audience);
}

async function writeTable(context: CommandContext, { summary }: SummaryOutput): Promise<void> {
  const { summaryList } = await import('../../render/summary.ts');
  const { writeList } = await import('../../cli/list-output.ts');
  await writeList(context, summaryList(summary, context.audience), {});
}
