/** Verdicts on the past as findings: at the place in today's files where what they are about still stands. */
import { join, relative } from 'node:path';
import type { Acknowledgement, Finding, Path, Problem } from '../errors.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { findItem } from '../plan/model/plan.ts';
import type { AuditFinding } from '../plan/rules/history/index.ts';
import { pathInItem } from '../plan/rules/history/locate.ts';
import type { PlanReading } from '../storage/plan-files/read-plan.ts';
import { locateProblems } from '../storage/yaml/read-with-findings.ts';
import { startOfFile } from '../storage/yaml/text-position.ts';

/** In the order of the verdicts. */
export function toFindings(
  verdicts: readonly AuditFinding[],
  reading: PlanReading,
  { cwd, top }: { cwd: string; top: string },
): Finding[] {
  return verdicts.map((verdict): Finding => {
    const { step, acknowledged } = verdict;
    const { commit, date, author } = step;
    return {
      ...placed(verdict, reading, { cwd, top }),
      ...{ commit, date, author, acknowledged: acknowledged && acknowledgement(acknowledged) },
    };
  });
}

type Unlocated = Pick<AuditFinding, 'rule' | 'severity' | 'item' | 'target' | 'message' | 'hint'> & {
  file?: string | undefined;
};

/** A finding with its location: that of its target in today’s files, or else the start of a file. */
export function placed(
  { rule, severity, item, target, message, hint = null, ...given }: Unlocated,
  { items, sources, root }: PlanReading,
  { cwd, top }: { cwd: string; top: string },
): Finding {
  const now = item && findItem({ items }, item.id);
  const source = now && sources.items.get(now);
  const path: Path | null = now && target ? pathInItem(now, target) : null;
  if (source && path) {
    const problem: Problem = { rule, severity, path, message, ...(hint === null ? {} : { hint }) };
    return locateProblems(source, [problem])[0]!;
  }
  const file =
    given.file ?? source?.name ?? relative(cwd, item ? join(top, item.path) : join(root, 'plan.yaml'));
  return { rule, severity, ...startOfFile(file), message, hint };
}

const acknowledgement = ({ commit, date, author, body }: HistoryStep): Acknowledgement => ({
  ...{ commit, date, author },
  note: body,
});
