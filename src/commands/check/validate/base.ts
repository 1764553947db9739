/** What is wrong with a change, as findings: against the branch that it is to go to. */

import type { CommandContext } from '../../../cli/context.ts';
import { placed } from '../../../cli/locate-findings.ts';
import type { Finding } from '../../../errors.ts';
import { resolveAgencies } from '../../../plan/query/filters.ts';
import type { PlanReading } from '../../../storage/plan-files/read-plan.ts';
import { pluralize } from '../../../util/pluralize.ts';

interface Judged {
  findings: Finding[];
  /** What else was judged, for people and for programs. */
  among: string;
  summary: { base: string; commits: number };
}

/**
 * @param owner names of agencies; each commit is held to those of its author where absent
 * @throws PlanError `unknown-word`, and as `changeSince` does
 */
export async function findingsSince(
  { workspace, io }: CommandContext,
  reading: PlanReading,
  ref: string,
  owner: readonly string[] | undefined,
): Promise<Judged> {
  const [{ changeSince }, { checkChange: judgeChange }] = await Promise.all([
    import('../../../history/change-since.ts'),
    import('../../../plan/rules/change/index.ts'),
  ]);
  const { settings, agencies, items } = reading;
  const isKnown = settings !== null && agencies !== null;
  const owners = owner
    ? owner.flatMap((name) => (isKnown ? resolveAgencies({ settings, agencies, items }, name) : [name]))
    : null;
  const change = await changeSince(workspace, io, reading, { ref, owners });
  const { base, commits, isInBase } = change;
  const findings = judgeChange(change).map(({ step, ...broken }): Finding => {
    const finding = placed(broken, reading, { cwd: io.cwd, top: workspace.repo!.top });
    return step ? { ...finding, commit: step.commit, date: step.date, author: step.author } : finding;
  });
  const short = base.slice(0, 7);
  return {
    findings,
    among: isInBase
      ? `${pluralize(commits, 'commit')} since ${short}`
      : `none of which was there at ${short}`,
    summary: { base, commits },
  };
}
