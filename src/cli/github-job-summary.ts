/** The summary that GitHub shows of a job: what is appended to the file that the runner names. */
import { appendFileSync, statSync } from 'node:fs';
import { PlanError } from '../errors.ts';
import { findingsMarkdown } from '../render/findings/markdown.ts';
import type { FindingsReport } from '../render/findings/result.ts';
import type { CommandContext } from './context.ts';

/** What a step's summary may have; of a longer one nothing is shown. */
const most = 1024 * 1024;

/** Appends what was found, where there is a runner to show it. It is told elsewhere too: no failure here is one. */
export function appendJobSummary(context: CommandContext, found: FindingsReport): void {
  const file = context.io.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(file, `${findingsMarkdown(found, most - size - 1)}\n`);
  } catch (error) {
    context.warn(
      new PlanError('disk', `the job summary \`${file}\` can’t be written: ${(error as Error).message}`),
    );
  }
}
