import type { PlanFile } from '../../../schemas/plan.ts';
import { asOfOption, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { type DocumentFormat, documentFormats } from '../../cli/document-output.ts';
import {
  activeOptions,
  type LoadedSelection,
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
} from '../../cli/selection.ts';
import { buildSummary, type Summary } from '../../plan/report/summary.ts';
import { withEnvelope } from '../../render/common/json.ts';
import { summaryText } from '../../render/summary.ts';
import { pluralize } from '../../util/pluralize.ts';

export const command: Command<SelectionFlags & { asOf?: string }> = {
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
  options: [...activeOptions, asOfOption],

  async run(context, words, flags) {
    const asked = await loadSelection(context, savedQueriesOnly(words), flags);
    const { plan, loaded, items, of, retired } = asked;
    const { settings } = plan;
    const { today } = asked.clock;
    const summary = { ...buildSummary({ ...plan, items }, today), retired };
    const isWhole = items.length === of;
    const only = isWhole ? null : `${items.length} of ${pluralize(of, 'item')}`;
    await tellings[context.format as Format](context, { asked, settings, today, summary, only });
    if (only !== null) context.io.err(`only ${only}\n`);
    return context.finish(loaded);
  },
};

interface Told {
  asked: LoadedSelection;
  settings: PlanFile;
  today: string;
  summary: Summary;
  /** How many items were asked about, where that is not all of them. */
  only: string | null;
}

const tellings = {
  text: async (context, { settings, summary, today }) =>
    context.io.out(summaryText(settings, summary, today, await context.stdoutTheme())),
  json: async (context, told) => context.json('summary', body(context, told)),
  async yaml(context, told) {
    const { yamlText } = await import('../../render/common/yaml.ts');
    context.io.out(yamlText(withEnvelope('summary', body(context, told))));
  },
  ...{ markdown: asDocument, html: asDocument, xlsx: asDocument },
  ...{ csv: asSheet, tsv: asSheet, ndjson: asSheet },
} as const satisfies Record<string, (context: CommandContext, told: Told) => Promise<void>>;
type Format = keyof typeof tellings;

function body({ commit }: CommandContext, { asked, settings, today, summary }: Told): object {
  const { id, title, owner, 'time-zone': timeZone, source } = settings;
  return {
    plan: { id, title, owner, timeZone, source },
    asOf: today,
    commit,
    summary,
    of: asked.of,
    undecided: asked.undecided,
    unreadable: asked.loaded.unreadable,
  };
}

async function asDocument(context: CommandContext, { settings, today, summary, only }: Told): Promise<void> {
  const { summaryDocument } = await import('../../render/summary-document.ts');
  const { planMetadata } = await import('../../render/document/plan-metadata.ts');
  const facts = [
    ...planMetadata(settings, today, context.commit),
    ...(only === null ? [] : [{ name: 'Only', text: only }]),
  ];
  const document = summaryDocument('The plan at a glance', facts, summary);
  context.io.out(await documentFormats[context.format as DocumentFormat](document, new Map()));
}

async function asSheet(context: CommandContext, { summary }: Told): Promise<void> {
  const { summarySheet } = await import('../../render/summary-document.ts');
  const { writeList } = await import('../../cli/list-output.ts');
  await writeList(context, summarySheet(summary), {});
}
