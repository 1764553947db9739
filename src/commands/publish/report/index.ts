import { resolve } from 'node:path';
import { asOfOption, type Command, listOption, option } from '../../../cli/command.ts';
import { loadRevision } from '../../../cli/compare.ts';
import type { CommandContext } from '../../../cli/context.ts';
import {
  compileQueries,
  evaluateAll,
  noteUndecided,
  queriesArgument,
  savedQueriesOnly,
  whereOption,
} from '../../../cli/selection.ts';
import { type Finding, PlanError } from '../../../errors.ts';
import { statusTimeline } from '../../../history/timeline.ts';
import { isDate } from '../../../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../../../plan/model/date-expressions.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { resolveFilterValue } from '../../../plan/query/filters.ts';
import { type Audience, audiences, publicItem } from '../../../plan/report/redact-plan.ts';
import { buildReport, type ProgressReport, type ReportInput } from '../../../plan/report/report.ts';
import { type ReportSelection, selectReportItems } from '../../../plan/report/selection.ts';
import { toJson, withEnvelope } from '../../../render/common/json.ts';
import { documentMarkdown } from '../../../render/document/markdown.ts';
import { reportJson } from '../../../render/document/report/json.ts';
import { reportDocument } from '../../../render/document/report/report.ts';
import { documentText } from '../../../render/document/text.ts';
import { unreadableIds } from '../../../storage/plan-files/read-plan.ts';
import { folderOf, renderPngs, renderSvgs, writeSvgs } from './pictures.ts';

interface Flags {
  since?: string;
  asOf?: string;
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
    asOfOption,
    listOption('--agency <name>', 'only items that this agency has or had: id, name or alias', 'agency'),
    whereOption,
    option('--audience <who>', 'public: without internal updates and names of people; internal: everything')
      .choices(audiences)
      .default('public'),
    option('--pictures <folder>', 'for Markdown: write the charts as SVG files to this folder', 'folder'),
  ],

  async run(context, words, flags) {
    if (flags.pictures !== undefined && context.format !== 'markdown')
      throw new PlanError(
        'usage',
        `\`--pictures\` is for Markdown: a report in \`${context.format}\` holds its own, or none`,
        'leave it out, or add `--format markdown`',
      );
    const where = [...(flags.where ?? []), ...savedQueriesOnly(words)];
    const { wanted, findings } = await read(context, { ...flags, where });
    const choice = selectReportItems(wanted);
    const report = buildReport({ ...wanted, history: await historyOf(context, wanted, choice) }, choice);
    if (report.query) noteUndecided(context, report.query.undecided, report.query.of);
    if (report.items.length > slowReportSize)
      context.reportWaiting(`the report of ${report.items.length} items is being written`);
    await writeReport(context, report, flags);
    tellLeftOut(context, report);
    return await context.finish({ findings });
  },
};

async function read(
  context: CommandContext,
  { since: from, asOf, agency, audience, where }: Flags & { where: string[] },
): Promise<{ wanted: Omit<ReportInput, 'history'>; findings: readonly Finding[] }> {
  await context.useRevision(asOf);
  const questions = await compileQueries(context, where);
  const loaded = await context.load();
  const { plan } = loaded;
  const clock = context.clock(plan.settings);
  const { today: day } = clock;
  const since = from && parseRevisionDay(from, 'before', clock);
  if (since !== undefined && isDate(since) && since > day)
    throw new PlanError('usage', `${since} is after ${day}`, 'a period begins before it ends');
  const agencies = agency?.map((text) => resolveFilterValue(plan, 'agency', text)) ?? null;
  const then = since === undefined ? null : await loadRevision(context, since, plan.settings);
  return {
    wanted: {
      now: { ...plan, unreadable: unreadableIds(loaded, context.source), day, commit: context.commit },
      before: then && { ...then.plan, day: then.end.day, commit: then.end.commit },
      audience,
      agencies,
      query:
        where.length === 0
          ? null
          : { texts: where, evaluate: (plan, items) => evaluateAll(questions, plan, items) },
    },
    findings: [...loaded.findings, ...(then?.findings ?? [])],
  };
}

/** How the items that are told stood on each day, as the audience may know it; null where nothing remembers it. */
async function historyOf(
  context: CommandContext,
  { now, audience, agencies, query }: Omit<ReportInput, 'history'>,
  { comparison }: ReportSelection,
) {
  const isAll = agencies === null && query === null;
  const past = await statusTimeline(context.workspace, context.io, {
    tip: context.commit,
    ids: isAll ? null : new Set(comparison.after.items.map(idOf)),
    timeZone: now.settings['time-zone'],
    ...(audience === 'public' && { redact: publicItem }),
  });
  return past?.points ?? null;
}

type Format = (
  report: ProgressReport,
  context: CommandContext,
  flags: Flags,
) => string | Uint8Array | Promise<string | Uint8Array>;

/** With more sections, or rows in a table, Word's file would have thousands of pages, and take gigabytes to make. */
const docxRowLimit = 500;
/** With so many items a file takes a while. */
const slowReportSize = 1000;

/** Each in what it needs alone: Word's library is a heavy one. */
const formats = {
  text: async (report, context) => {
    const { width, theme } = await context.textLayout();
    return documentText(reportDocument(report), { width: Math.min(width, 100), theme });
  },
  markdown: async (report, { io }, { pictures, output }) => {
    const paths = pictures && (await writeSvgs(report, resolve(io.cwd, pictures), folderOf(io.cwd, output)));
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

async function writeReport(context: CommandContext, report: ProgressReport, flags: Flags): Promise<void> {
  context.io.out(await formats[context.format as keyof typeof formats](report, context, flags));
}

function tellLeftOut({ io }: CommandContext, { leftOut }: ProgressReport): void {
  if (leftOut && leftOut.reports + leftOut.own > 0)
    io.err('plan: this is for everybody: what is internal is left out (`--audience internal` has it)\n');
}
