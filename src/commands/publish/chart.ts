/** `plan chart`: draws charts of the plan. */
import { argument, type Command, viewOptions } from '../../cli/command.ts';
import type { CommandContext, ViewFlags } from '../../cli/context.ts';
import {
  type LoadedSelection,
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
  selectionOptions,
} from '../../cli/filter-options.ts';
import { PlanError } from '../../errors.ts';
import { completionHistory } from '../../plan/chart/completion.ts';
import { buildChart, type ChartInput, chartNames } from '../../plan/chart/index.ts';
import type { Chart, ChartName, CompletionPoint } from '../../plan/chart/types.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { idOf } from '../../plan/model/plan.ts';
import { chartList } from '../../render/chart/data-table.ts';
import { shortCommit } from '../../render/document/plan-metadata.ts';
import { joinChunks, type RowFormat, tableFormats } from '../../render/table/formats.ts';
import { parseEnum } from '../../util/suggest.ts';

interface Flags extends SelectionFlags, ViewFlags {
  audience: Audience;
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
    ['plan chart completion --as-of 2026-06-30', 'draw how the statuses changed until a day'],
    ['plan chart agencies --format csv', 'write the numbers as CSV'],
  ],
  formats: ['text', 'text', 'svg', 'png', 'json', 'csv', 'tsv', 'markdown'],
  arguments: [
    argument('[chart]', `the chart; by default ${defaultCharts.join(' and ')}`, chartNames),
    queriesArgument,
  ],
  options: [...selectionOptions, ...viewOptions('internal')],
  hasOutput: true,

  async run(context, words, flags) {
    const [name, queries] = splitArguments(words);
    const names = name === undefined ? defaultCharts : [parseEnum(name, 'a chart', chartNames)];
    const { format, commit } = context;
    if (names.length > 1 && format !== 'text' && format !== 'json')
      throw new PlanError(
        'usage',
        `no chart given: a file in \`${format}\` holds only one`,
        `name one: \`plan chart ${defaultCharts[0]} --format ${format}\``,
      );
    const selection = await loadSelection(context, queries, flags);
    const { plan, items, of, clock, loaded } = selection;
    const { today, chargedTo } = clock;
    const history = names.includes('completion') ? historyOf(selection) : [];
    const { audience, retired = false } = flags;
    const input: ChartInput = {
      plan,
      items,
      of,
      today,
      history,
      retired,
      audience,
      ...(chargedTo && { chargedTo }),
    };
    const charts = names.map((each): Chart => buildChart(each, input));
    if (format === 'json')
      context.json('chart', {
        charts: charts.map(({ name, title, description, columns, rows, notes, nothing }) => ({
          ...{ name, title, description, columns, rows, notes, nothing },
        })),
        summary: { asOf: today, commit, unreadable: loaded.unreadable },
      });
    else {
      const { title, source } = plan.settings;
      const credit = `${title}, as of ${today}${shortCommit(commit)}. ${source.copyright}`;
      context.io.out(await formats[format as keyof typeof formats](charts, context, credit));
    }
    return context.finish(loaded);
  },
};

/** The name of the chart, if there is one, and the saved queries. */
function splitArguments(words: readonly string[]): [string | undefined, readonly string[]] {
  const [first, ...rest] = words;
  const isChart = first !== undefined && !first.startsWith('@');
  return isChart ? [first, savedQueriesOnly(rest)] : [undefined, savedQueriesOnly(words)];
}

/** @param credit plan, day and copyright, for image files, which are passed on without the plan */
type Format = (
  charts: readonly Chart[],
  context: CommandContext,
  credit: string,
) => Promise<string | Uint8Array>;

async function svgOf(chart: Chart, credit: string): Promise<string> {
  const { drawChart } = await import('../../render/chart/svg/index.ts');
  return await drawChart({ ...chart, notes: [...chart.notes, credit] });
}

/** The numbers of the chart as a table. */
const numbers =
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
  svg: async ([chart], _, credit) => await svgOf(chart!, credit),
  async png([chart], _, credit) {
    const [{ pngOf }, svg] = await Promise.all([import('../../render/chart/png.ts'), svgOf(chart!, credit)]);
    return await pngOf(svg);
  },
  csv: numbers('csv'),
  tsv: numbers('tsv'),
  markdown: numbers('markdown'),
} as const satisfies Record<string, Format>;

/** The counts on each day: of the selected items, or of all that there ever were if all are selected. */
function historyOf({ items, of, loaded: { whole } }: LoadedSelection): CompletionPoint[] {
  const ids = new Set(items.map(idOf));
  return completionHistory(
    items.length === of ? whole.items : whole.items.filter((item) => ids.has(idOf(item))),
  );
}
