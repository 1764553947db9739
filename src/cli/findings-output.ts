/** Prints findings in any format, and how many there are. */
import { appendFileSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { repoPath } from '../git/repository.ts';
import { type FindingFormat, findingFormats } from '../render/findings/index.ts';
import { countText, unacknowledged } from '../render/findings/messages.ts';
import { type FindingsOutput, type FindingsReport, isFailure } from '../render/findings/result.ts';
import type { CommandContext } from './context.ts';

declare const PLANTRAIL_VERSION: string;

/** The formats of a command that prints findings. */
export const findingFormatNames = ['text', ...(Object.keys(findingFormats) as [FindingFormat])] as const;

/** @returns the exit code: whether there are findings of the severity that makes the command fail */
export async function writeFindings(context: CommandContext, report: FindingsOutput): Promise<ExitCode> {
  const { io, format } = context;
  const isForPeople = format === 'text' || format === 'json';
  const located = isForPeople ? report : withRepositoryPaths(context, report);
  const output = await findingFormats[format as FindingFormat](located, {
    theme: () => context.stdoutTheme(),
    async ruleSummaries() {
      const { ruleDocs } = await import('../rule-docs/index.ts');
      return new Map(ruleDocs.map(({ id, summary }) => [id, summary]));
    },
    version: PLANTRAIL_VERSION,
  });
  if (output !== '') io.out(output);
  if (format === 'github') await appendJobSummary(context, located);
  if (format !== 'json') {
    const open = unacknowledged(report.findings);
    const acknowledged = report.findings.length - open.length;
    const rest = acknowledged > 0 ? `; ${acknowledged} acknowledged` : '';
    io.err(`${countText(open)} in ${report.among}${rest}\n`);
  }
  return report.findings.some((finding) => isFailure(finding, report.failOn))
    ? ExitCode.findings
    : ExitCode.done;
}

/** The report with paths from the top of the repository, separated by `/`, as other programs expect them. */
function withRepositoryPaths(
  { io: { cwd }, workspace: { repo } }: CommandContext,
  report: FindingsOutput,
): FindingsOutput {
  const paths = new Map(report.files.map((file) => [file, pathOf(file)]));
  function pathOf(file: string): string {
    try {
      if (repo) return repoPath(repo, resolve(cwd, file));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
    }
    return file.split(sep).join('/');
  }
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      file: paths.get(finding.file) ?? pathOf(finding.file),
    })),
    files: report.files.map((file) => paths.get(file)!),
  };
}

/** In bytes. GitHub shows no job summary that is longer. */
const maxJobSummary = 1024 * 1024;

/** Appends the findings to the job summary of GitHub Actions, if there is one. A failure is only a warning. */
async function appendJobSummary(context: CommandContext, report: FindingsReport): Promise<void> {
  const file = context.io.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const { findingsMarkdown } = await import('../render/findings/markdown.ts');
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(file, `${findingsMarkdown(report, maxJobSummary - size - 1)}\n`);
  } catch (error) {
    context.warn(
      new PlanError('disk', `can’t write the job summary \`${file}\`: ${(error as Error).message}`),
    );
  }
}
