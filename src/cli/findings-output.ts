/** How findings are told, by whichever command found them: in every format, and the count beside it. */
import { resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { repoPath } from '../git/repository.ts';
import { countText, unacknowledged } from '../render/findings/messages.ts';
import { type FindingsReport, isFailure } from '../render/findings/result.ts';
import type { CommandContext } from './context.ts';

/** The formats of findings, for `formats` of a command. */
export const findingFormats = ['text', 'text', 'json', 'github', 'sarif', 'junit', 'markdown'] as const;
type Format = (typeof findingFormats)[number];

/** What was found, and what programs are told beside it: numbers by name. */
export interface FindingsResult extends FindingsReport {
  summary: object;
}

/** Each puts the data on standard output. Only those that are asked for are loaded. */
const writers: Record<Format, (context: CommandContext, told: FindingsResult) => Promise<void> | void> = {
  async text(context, { findings }) {
    if (findings.length === 0) return;
    const { findingsText } = await import('../render/findings/text.ts');
    context.io.out(findingsText(findings, await context.stdoutTheme()));
  },
  json: (context, { findings, summary }) => context.json('findings', { findings, summary }),
  async github(context, told) {
    const { githubText } = await import('../render/findings/github.ts');
    const found = fromTop(context, told);
    context.io.out(githubText(found));
    const { appendJobSummary } = await import('./github-job-summary.ts');
    appendJobSummary(context, found);
  },
  async sarif(context, told) {
    const { sarifText } = await import('../render/findings/sarif.ts');
    const { ruleDocs } = await import('../rule-docs/index.ts');
    const summaries = new Map(ruleDocs.map(({ id, summary }) => [id, summary]));
    context.io.out(sarifText(fromTop(context, told), summaries, PLANTRAIL_VERSION));
  },
  async junit(context, told) {
    const { junitText } = await import('../render/findings/junit.ts');
    context.io.out(junitText(fromTop(context, told)));
  },
  async markdown(context, told) {
    const { findingsMarkdown } = await import('../render/findings/markdown.ts');
    context.io.out(findingsMarkdown(fromTop(context, told)));
  },
};

declare const PLANTRAIL_VERSION: string;

/** Tells findings in the format that was asked for. @returns how the command is to end for them */
export async function writeFindings(context: CommandContext, told: FindingsResult): Promise<ExitCode> {
  await writers[context.format as Format](context, told);
  if (context.format !== 'json') {
    const open = unacknowledged(told.findings);
    const rest = told.findings.length - open.length;
    context.io.err(`${countText(open)} in ${told.among}${rest > 0 ? `; ${rest} acknowledged` : ''}\n`);
  }
  return told.findings.some((finding) => isFailure(finding, told.failOn)) ? ExitCode.findings : ExitCode.done;
}

/** The same with files named as others know them who do not know where we are: from the top of the repository, with `/`. */
function fromTop(
  { io: { cwd }, workspace: { repo } }: CommandContext,
  found: FindingsResult,
): FindingsResult {
  const names = new Map<string, string>();
  const named = (file: string) => {
    if (!names.has(file)) names.set(file, name(file));
    return names.get(file)!;
  };
  const name = (file: string) => {
    try {
      if (repo) return repoPath(repo, resolve(cwd, file));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
    }
    return file.split(sep).join('/');
  };
  return {
    ...found,
    findings: found.findings.map((finding) => ({ ...finding, file: named(finding.file) })),
    files: found.files.map(named),
  };
}
