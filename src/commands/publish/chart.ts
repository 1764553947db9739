/** `plan chart`: pictures of the plan. */

import { argument, asOfOption, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import {
  type LoadedSelection,
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
  selectionOptions,
} from '../../cli/selection.ts';
import { PlanError } from '../../errors.ts';
import { buildChart, type ChartInput, chartNames } from '../../plan/chart/index.ts';
import type { Chart, ChartName } from '../../plan/chart/types.ts';
import { idOf } from '../../plan/model/plan.ts';
import { chartList } from '../../render/chart/data-table.ts';
import { joinChunks, type RowFormat, tableFormats } from '../../render/table/formats.ts';
import { pluralize } from '../../util/pluralize.ts';
import { parseEnum } from '../../util/suggest.ts';

interface Flags extends SelectionFlags {
  asOf?: string;
}

/** The charts that are drawn if none is named. */
const defaultCharts: readonly ChartName[] = ['status', 'agencies'];

export const command: Command<Flags> = {
  description: `Draw charts of the plan, as text or in a file: ${chartNames.join(', ')}.`,
  examples: [
    ['plan chart', 'draw status by pillar and by agency, as text'],
    ['plan chart status -o status.svg', 'write an SVG file'],
    ['plan chart agencies --pillar protection -o protection.png', 'write a PNG file about one pillar'],
    ['plan chart horizons', 'draw the work of each horizon'],
    ['plan chart timeline --agency police', 'draw the milestones of an agency by due date'],
    ['plan chart completion --as-of 2026-06-30', 'draw how the statuses changed until a day, from git'],
    ['plan chart agencies --format csv', 'write the numbers as CSV'],
  ],
  formats: ['text', 'text', 'svg', 'png', 'json', 'csv', 'tsv', 'markdown'],
  arguments: [
    argument('[chart]', `the chart; by default ${defaultCharts.join(' and ')}`, chartNames),
    queriesArgument,
  ],
  options: [...selectionOptions, asOfOption],
  hasOutput: true,

  async run(context, words, flags) {
    const [name, questions] = named(words);
    const names = name === undefined ? defaultCharts : [parseEnum(name, 'a chart', chartNames)];
    const { format } = context;
    if (names.length > 1 && format !== 'text' && format !== 'json')
      throw new PlanError(
        'usage',
        `which chart? a file in \`${format}\` holds one`,
        `name it: \`plan chart ${defaultCharts[0]} --format ${format}\``,
      );
    const asked = await loadSelection(context, questions, flags);
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
    joinChunks(await tableFormats[format](chartList(chart!), await context.textLayout(true)));

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
  { plan, items, of }: LoadedSelection,
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
