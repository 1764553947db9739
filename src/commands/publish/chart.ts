/** `plan chart`: pictures of the plan. */

import { asOfOption, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import {
  type SelectedPlan,
  type SelectionFlags,
  savedQueriesOnly,
  selectItems,
  selectionOptions,
} from '../../cli/selection.ts';
import { PlanError } from '../../errors.ts';
import { buildChart, type ChartInput } from '../../plan/chart/index.ts';
import type { Chart, ChartName } from '../../plan/chart/types.ts';
import { chartNames } from '../../plan/chart/types.ts';
import { idOf } from '../../plan/model/plan.ts';
import { chartTable } from '../../render/chart/data-table.ts';
import { joinChunks, type RowFormat, tableFormats } from '../../render/table/formats.ts';
import { pluralize } from '../../util/pluralize.ts';
import { parseEnum } from '../../util/suggest.ts';

interface Flags extends SelectionFlags {
  asOf?: string;
}

/** What is drawn where no chart is named. */
const usual: readonly ChartName[] = ['status', 'agencies'];

export const command: Command<Flags> = {
  summary: `Pictures of the plan, in letters or as a file: ${chartNames.join(', ')}.`,
  examples: [
    ['plan chart', 'status by pillar and by agency, here'],
    ['plan chart status -o status.svg', 'a picture for a page or a letter'],
    ['plan chart agencies --pillar protection -o protection.png', 'the same for a part of the plan'],
    ['plan chart horizons', 'what is to be done in which span, while there are no dates'],
    ['plan chart timeline --agency police', 'its milestones by due date'],
    ['plan chart completion --as-of 2026-06-30', 'how far the plan had come by then, from git'],
    ['plan chart agencies --format csv', 'the figures alone'],
  ],
  formats: ['text', 'text', 'svg', 'png', 'json', 'csv', 'tsv', 'markdown'],
  arguments: [
    ['[chart]', `which; without one ${usual.join(' and ')}`],
    ['[questions...]', 'those that are saved in plan.yaml, as @name'],
  ],
  completions: { chart: chartNames, questions: 'query' },
  options: [...selectionOptions, asOfOption],
  hasOutput: true,

  async run(context, words, flags) {
    const [name, questions] = named(words);
    const names = name === undefined ? usual : [parseEnum(name, 'a chart', chartNames)];
    const { format } = context;
    if (names.length > 1 && format !== 'text' && format !== 'json')
      throw new PlanError(
        'usage',
        `which chart? a file in \`${format}\` holds one`,
        `name it: \`plan chart ${usual[0]} --format ${format}\``,
      );
    const asked = await selectItems(context, questions, flags);
    const { plan, clock, loaded } = asked;
    const { today } = clock;
    const history = names.includes('completion') ? await completionHistory(context, asked) : null;
    const sources: ChartInput = {
      ...{ plan, items: asked.items, of: asked.of, today, history },
      retired: flags.retired ?? false,
    };
    const charts = names.map((each): Chart => buildChart(each, sources));
    const { unreadable } = loaded;
    if (format === 'json') context.json('chart', chartsJson(charts, today, context.commit, unreadable));
    else {
      const { title, source } = plan.settings;
      const whose = `${title}, as of ${today}. ${source.copyright}`;
      context.io.out(await formats[format as keyof typeof formats](charts, context, whose));
    }
    return context.finish(loaded);
  },
};

/** The chart, if one is named, and the saved questions. */
function named(words: readonly string[]): [string | undefined, readonly string[]] {
  const [first, ...more] = words;
  const isChart = first !== undefined && !first.startsWith('@');
  return isChart ? [first, savedQueriesOnly(more)] : [undefined, savedQueriesOnly(words)];
}

/** @param whose for a picture, which goes about alone: of which plan it is, as of when, and whose words it holds */
type Format = (
  charts: readonly Chart[],
  context: CommandContext,
  whose: string,
) => Promise<string | Uint8Array>;

async function svgOf(chart: Chart, whose: string): Promise<string> {
  const { drawChart } = await import('../../render/chart/svg/index.ts');
  return await drawChart({ ...chart, notes: [...chart.notes, whose] });
}

const figures =
  (format: RowFormat): Format =>
  async ([chart], context) =>
    joinChunks(await tableFormats[format](chartTable(chart!), await context.textLayout(true)));

const formats = {
  async text(charts, context) {
    const [{ chartText }, { width, theme }] = await Promise.all([
      import('../../render/chart/text/index.ts'),
      context.textLayout(),
    ]);
    return charts.map((chart) => chartText(chart, width, theme)).join('\n');
  },
  svg: async ([chart], _, whose) => await svgOf(chart!, whose),
  async png([chart], _, whose) {
    const [{ pngOf }, svg] = await Promise.all([import('../../render/chart/png.ts'), svgOf(chart!, whose)]);
    return await pngOf(svg);
  },
  csv: figures('csv'),
  tsv: figures('tsv'),
  markdown: figures('markdown'),
} as const satisfies Record<string, Format>;

/** An item counts over time where it is asked about now; all that there ever were, where all are. */
async function completionHistory(
  { workspace, io, commit }: CommandContext,
  { plan, items, of }: SelectedPlan,
) {
  const timeZone = plan.settings['time-zone'];
  const { statusTimeline } = await import('../../history/timeline.ts');
  const ids = items.length === of ? null : new Set(items.map(idOf));
  const found = await statusTimeline(workspace, io, { tip: commit, ids, timeZone });
  if (found && found.unreadable > 0)
    io.err(
      `plan: ${pluralize(found.unreadable, 'version')} of items in git’s history can’t be read; what was known of them before goes on\n`,
    );
  return found?.points ?? null;
}

const chartsJson = (charts: readonly Chart[], asOf: string, commit: string | null, unreadable: number) => ({
  charts: charts.map(({ name, title, description, columns, rows, notes, nothing }) => ({
    ...{ name, title, description, columns, rows, notes, nothing },
  })),
  summary: { asOf, commit, unreadable },
});
