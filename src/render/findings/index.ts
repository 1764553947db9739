/** The formats of findings. A format is loaded only when it is used. */
import type { Theme } from '../common/colors.ts';
import { toJson } from '../common/json.ts';
import type { FindingsOutput } from './result.ts';

/** What some formats need besides the findings. */
interface FormatContext {
  theme(): Promise<Theme>;
  /** What each rule requires, in one sentence, by its id. */
  ruleSummaries(): Promise<ReadonlyMap<string, string>>;
  /** The version of the program. */
  version: string;
}

type Format = (report: FindingsOutput, context: FormatContext) => string | Promise<string>;

export const findingFormats = {
  text: async ({ findings }, { theme }) =>
    findings.length === 0 ? '' : (await import('./text.ts')).findingsText(findings, await theme()),
  json: ({ findings, summary }) => toJson('findings', { findings, summary }),
  github: async (report) => (await import('./github.ts')).githubText(report),
  sarif: async (report, { ruleSummaries, version }) =>
    (await import('./sarif.ts')).sarifText(report, await ruleSummaries(), version),
  junit: async (report) => (await import('./junit.ts')).junitText(report),
  markdown: async (report) => (await import('./markdown.ts')).findingsMarkdown(report),
} as const satisfies Record<string, Format>;

export type FindingFormat = keyof typeof findingFormats;
