/** Locates findings about the history in the files as they are now. */
import { join, relative } from 'node:path';
import type { Acknowledgement, Finding, Path, Problem } from '../errors.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { findItem } from '../plan/model/plan.ts';
import type { AuditFinding } from '../plan/rules/history/index.ts';
import { pathInItem } from '../plan/rules/history/locate.ts';
import type { PlanReading } from '../storage/plan-files/read-plan.ts';
import { locateProblems } from '../storage/yaml/read-with-findings.ts';
import { startOfFile } from '../storage/yaml/text-position.ts';

/** @param top the top folder of the repository */
export function toFindings(
  auditFindings: readonly AuditFinding[],
  reading: PlanReading,
  { cwd, top }: { cwd: string; top: string },
): Finding[] {
  return auditFindings.map((each): Finding => {
    const { step, acknowledged, fingerprint } = each;
    const { commit, date, author } = step;
    return {
      ...locateFinding(each, reading, { cwd, top }),
      ...{ commit, date, author, fingerprint },
      acknowledged: acknowledged && acknowledgement(acknowledged),
    };
  });
}

type Unlocated = Pick<AuditFinding, 'rule' | 'severity' | 'item' | 'target' | 'message' | 'hint'> & {
  file?: string | undefined;
};

/** The finding at its target in the item; if it has none, at the beginning of the file. */
export function locateFinding(
  { rule, severity, item, target, message, hint = null, ...given }: Unlocated,
  { items, sources, root }: PlanReading,
  { cwd, top }: { cwd: string; top: string },
): Finding {
  const current = item && findItem({ items }, item.id);
  const source = current && sources.items.get(current);
  const path: Path | null = current && target ? pathInItem(current, target) : null;
  if (source && path) {
    const problem: Problem = { rule, severity, path, message, ...(hint !== null && { hint }) };
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
