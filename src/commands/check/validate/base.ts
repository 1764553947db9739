/** `plan validate --base`: findings about the changes of a branch. */

import type { PlanFile } from '../../../../schemas/plan.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { locateFinding } from '../../../cli/locate-findings.ts';
import type { Finding } from '../../../errors.ts';
import { resolveAgencies } from '../../../plan/query/filters.ts';
import type { PlanReading } from '../../../storage/plan-files/read-plan.ts';
import { pluralize } from '../../../util/pluralize.ts';

interface ChangeFindings {
  findings: Finding[];
  /** What was checked: `3 commits since 9174241`. */
  among: string;
  summary: { base: string; commits: number };
  /** The settings of today, with the severities of the base where today’s are lower. */
  settings: PlanFile | null;
}

/**
 * @param owner names of agencies that may make the changes; by default each commit is checked against its author’s agencies
 * @throws PlanError `unknown-word`, and as `changeSince` does
 */
export async function findingsSince(
  { workspace, io }: CommandContext,
  reading: PlanReading,
  ref: string,
  owner: readonly string[] | undefined,
): Promise<ChangeFindings> {
  const [{ changeSince }, { checkChange }, { weakenedRules, withSeverities }] = await Promise.all([
    import('../../../history/change-since.ts'),
    import('../../../plan/rules/change/index.ts'),
    import('../../../plan/rules/weakened-rules.ts'),
  ]);
  const { settings, agencies, items } = reading;
  const owners =
    owner?.flatMap((name) =>
      settings && agencies ? resolveAgencies({ settings, agencies, items }, name) : [name],
    ) ?? null;
  const change = await changeSince(workspace, io, reading, { ref, owners });
  const { base, commits, isInBase } = change;
  const findings = checkChange(change).map(({ step, ...violation }): Finding => {
    const finding = locateFinding(violation, reading, { cwd: io.cwd, top: workspace.repo!.top });
    return step ? { ...finding, commit: step.commit, date: step.date, author: step.author } : finding;
  });
  const { before, after } = change.settings;
  const short = base.slice(0, 7);
  return {
    findings,
    among: isInBase ? `${pluralize(commits, 'commit')} since ${short}` : `the plan did not exist at ${short}`,
    summary: { base, commits },
    settings: before && after ? withSeverities(after, weakenedRules(before, after)) : after,
  };
}
