/** `plan report`: writes a progress report. */
import { resolve } from 'node:path';
import type { PlanFile } from '../../../../schemas/plan.ts';
import { type Command, listOption, option, viewOptions } from '../../../cli/command.ts';
import { loadRevision } from '../../../cli/compare-revisions.ts';
import type { CommandContext, ViewFlags } from '../../../cli/context.ts';
import {
  compileQueries,
  evaluateAll,
  noteUndecided,
  queriesArgument,
  savedQueriesOnly,
  whereOption,
} from '../../../cli/filter-options.ts';
import { markUndone } from '../../../cli/mark-undone.ts';
import { type Finding, PlanError } from '../../../errors.ts';
import type { Audience } from '../../../plan/model/audience.ts';
import { isDate } from '../../../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../../../plan/model/date-expressions.ts';
import { resolveFilterValues } from '../../../plan/query/filters.ts';
import { buildReport, type ProgressReport, type ReportInput } from '../../../plan/report/report.ts';
import { type ReportStart, selectReportItems } from '../../../plan/report/selection.ts';
import { toJson, withEnvelope } from '../../../render/common/json.ts';
import { documentMarkdown } from '../../../render/document/markdown.ts';
import { reportJson } from '../../../render/document/report/json.ts';
import { reportDocument } from '../../../render/document/report/report.ts';
import { documentText } from '../../../render/document/text.ts';
import { unreadableIds } from '../../../storage/plan-files/read-plan.ts';
import { outputFolder, renderPngs, renderSvgs, writeSvgs } from './pictures.ts';

interface Flags extends ViewFlags {
  since?: string;
  agency?: string[];
  audience: Audience;
  where?: string[];
  pictures?: string;
  output?: string;
}

export const command: Command<Flags> = {
  description:
    'Write a progress report: what needs attention, the numbers compared with the previous period, what changed, and each item. The report is public, without internal updates, unless `--audience internal` is given.',
  examples: [
    ['plan report --since 2026-06-30', 'write a public report on the half-year since 1 July'],
    [
      'plan report --since 2026-06-30 --as-of 2026-12-31 --audience internal',
      'write an internal report as of a day',
    ],
    [
      'plan report --since 2026-06-30 -o report.docx',
      'write a Word file; .html, .xlsx, .md, .txt and .json work too',
    ],
    [
      'plan report --agency police -o police.md --pictures pictures',
      'write Markdown with charts, about one agency',
    ],
    ['plan report @chase --audience internal', 'report only items that match a saved query'],
  ],
  hasOutput: true,
  arguments: [queriesArgument],
  formats: ['text', 'text', 'markdown', 'html', 'docx', 'xlsx', 'yaml', 'json'],
  options: [
    option('--since <revision>', 'compare with the end of this day, or with this commit', 'revision'),
    ...viewOptions('public'),
    listOption('--agency <name>', 'only items that this agency has or had: id, name or alias', 'agency'),
    whereOption,
    option('--pictures <folder>', 'for Markdown: write the charts as SVG files to this folder', 'folder'),
  ],

  async run(context, words, flags) {
    if (flags.pictures !== undefined && context.format !== 'markdown')
      throw new PlanError(
        'usage',
        `\`--pictures\` is for Markdown, not for \`${context.format}\``,
        'leave it out, or add `--format markdown`',
      );
    const where = [...(flags.where ?? []), ...savedQueriesOnly(words)];
    const { input, findings } = await loadInput(context, { ...flags, where });
    const selected = selectReportItems(input);
    const selection = { ...selected, comparison: await markUndone(context, selected.comparison) };
    const report = buildReport(input, selection);
    if (report.query) noteUndecided(context, report.query.undecided, report.query.of);
    if (report.items.length > slowReportSize)
      context.reportWaiting(`writing a report on ${report.items.length} items`);
    context.io.out(await formats[context.format as keyof typeof formats](report, context, flags));
    const { leftOut } = report;
    if (leftOut && leftOut.reports + leftOut.own > 0)
      context.io.err('plan: public report: internal updates are omitted (use `--audience internal`)\n');
    return await context.finish({ findings });
  },
};

/** Reads the plan and, with `--since COMMIT`, the plan at that commit. */
async function loadInput(
  context: CommandContext,
  { since, asOf, known, agency, audience, where }: Flags & { where: string[] },
): Promise<{ input: ReportInput; findings: readonly Finding[] }> {
  await context.useView({ asOf, known });
  const predicates = await compileQueries(context, where);
  const loaded = await context.load();
  const { plan, whole } = loaded;
  const { today: day } = context.clock(plan.settings);
  const start = since === undefined ? null : await loadStart(context, since, plan.settings);
  if (start && start.from.day > day)
    throw new PlanError('usage', `\`--since ${start.from.day}\` is after ${day}`, 'give an earlier day');
  return {
    input: {
      whole: { ...whole, unreadable: unreadableIds(loaded, context.source) },
      asOf: context.asOf,
      to: { day, commit: await context.committedAs() },
      from: start?.from ?? null,
      audience,
      agencies: (agency && resolveFilterValues(plan, 'agency', agency)) ?? null,
      query:
        where.length === 0
          ? null
          : { texts: where, evaluate: (plan, items) => evaluateAll(predicates, plan, items) },
    },
    findings: [...loaded.findings, ...(start?.findings ?? [])],
  };
}

/** The start of the period: a day, or the plan at a commit. @throws PlanError `not-found`, `refused` for a commit */
async function loadStart(
  context: CommandContext,
  since: string,
  settings: PlanFile,
): Promise<{ from: ReportStart; findings: readonly Finding[] }> {
  const day = parseRevisionDay(since, 'before', context.clock(settings));
  if (isDate(day)) return { from: { day, commit: null, plan: null }, findings: [] };
  const { end, plan, findings } = await loadRevision(context, since, settings);
  return { from: { day: end.day, commit: end.commit, plan }, findings };
}

type Format = (
  report: ProgressReport,
  context: CommandContext,
  flags: Flags,
) => string | Uint8Array | Promise<string | Uint8Array>;

/** The largest number of sections, and of rows in a table. A larger Word file takes gigabytes of memory to write. */
const docxRowLimit = 500;
/** From so many items on, writing takes a noticeable time. */
const slowReportSize = 1000;

/** The report in each format, which is loaded only when it is used. */
const formats = {
  text: async (report, context) => {
    const { width, theme } = await context.textLayout();
    return documentText(reportDocument(report), { width: Math.min(width, 100), theme });
  },
  markdown: async (report, { io }, { pictures, output }) => {
    const paths =
      pictures && (await writeSvgs(report, resolve(io.cwd, pictures), outputFolder(io.cwd, output)));
    return documentMarkdown(reportDocument(report), paths || undefined);
  },
  html: async (report) => {
    const { renderPage } = await import('../../../render/html/page.ts');
    return renderPage(reportDocument(report), await renderSvgs(report));
  },
  docx: async (report) => {
    const [{ documentDocx }, { truncateDocument }] = await Promise.all([
      import('../../../render/document/docx.ts'),
      import('../../../render/document/truncate.ts'),
    ]);
    return await documentDocx(truncateDocument(reportDocument(report, docxRowLimit), docxRowLimit), {
      day: report.to.day,
      creator: report.plan.settings.owner,
      pictures: await renderPngs(report),
    });
  },
  xlsx: async (report) => {
    const [{ renderWorkbook }, { reportTables }] = await Promise.all([
      import('../../../render/xlsx/workbook.ts'),
      import('../../../render/document/report/xlsx-tables.ts'),
    ]);
    return renderWorkbook(reportTables(report));
  },
  yaml: async (report) =>
    (await import('../../../render/common/yaml.ts')).yamlText(withEnvelope('report', reportJson(report))),
  json: (report) => toJson('report', reportJson(report)),
} as const satisfies Record<string, Format>;
