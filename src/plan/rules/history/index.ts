/** The table of rules about history, and `audit`, which checks a history against them. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Severity } from '../../../errors.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import { authorRules } from './authors.ts';
import { changeKindOf, isImport, isUndo, trailerValues } from './commit-kind.ts';
import { handEditRules } from './hand-edits.ts';
import { itemHistoryRules } from './items.ts';
import { recordRules } from './records.ts';
import {
  type HistoryContext,
  type HistoryRule,
  type HistoryViolation,
  type Removal,
  type Signature,
  trackRemovals,
} from './rule.ts';
import type { ResolvedHistory } from './unreadable-gaps.ts';

export type { Signature } from './rule.ts';

export const historyRules = {
  ...handEditRules,
  ...recordRules,
  ...itemHistoryRules,
  ...authorRules,
} as const satisfies Record<string, HistoryRule>;

/** A violation of a rule, and the commit that made it. */
export interface AuditFinding extends HistoryViolation {
  rule: string;
  severity: Severity;
  step: HistoryStep;
  /** The commit that acknowledges it; null where there is none. */
  acknowledged: HistoryStep | null;
}

export interface Audit {
  /** Oldest commit first; those of one commit in the order of the rules. */
  findings: AuditFinding[];
  /** The commit that imported the plan; null where the history does not go back to it. */
  imported: HistoryStep | null;
  /** The number of commits that were checked. */
  commits: number;
}

export interface HistoryAuditOptions {
  timeZone: string;
  agencies: readonly Agency[];
  /** Whether to report the violations of a commit; earlier commits are read all the same. */
  isInRange(step: HistoryStep): boolean;
  /** Whether the history goes back to the start of the plan. */
  isComplete: boolean;
  /** Git's results for signatures, by commit; null where none are required. */
  signatures: ReadonlyMap<string, Signature> | null;
}

/** Checks a history, oldest step first, against every rule. */
export function audit(
  { steps, gaps }: ResolvedHistory,
  { timeZone, agencies, isInRange, isComplete, signatures }: HistoryAuditOptions,
): Audit {
  const earlier = new Map<string, HistoryStep>();
  const removed = new Map<string, Removal>();
  const context: HistoryContext = {
    timeZone,
    agencies,
    isEmpty: isComplete,
    removed,
    earlier: (commit) => earlier.get(commit),
    signature: (commit) => signatures?.get(commit),
    gap: (step, id) => gaps.get(step.commit)?.get(id),
  };
  const result: Audit = { findings: [], imported: null, commits: 0 };
  for (const step of steps) {
    if (isImport(step, context)) result.imported ??= step;
    if (isInRange(step)) {
      result.commits++;
      result.findings.push(...check(step, context));
    }
    earlier.set(step.commit, step);
    // The id of an item whose addition was undone can be used again.
    if (!isUndo(step, context)) trackRemovals(removed, step);
    if (step.items.length > 0) context.isEmpty = false;
  }
  const known = acknowledgements(steps, signatures);
  for (const finding of result.findings) finding.acknowledged = known.get(finding.step.commit) ?? null;
  return result;
}

const check = (step: HistoryStep, context: HistoryContext): AuditFinding[] =>
  Object.entries<HistoryRule>(historyRules).flatMap(([rule, { severity, check }]) =>
    [...check(step, context)].map((violation) => ({
      ...violation,
      rule,
      severity,
      step,
      acknowledged: null,
    })),
  );

/**
 * The acknowledged commits, each with the first commit that acknowledges it. Only a commit that changes nothing else can
 * acknowledge others, by their full hashes; where signatures are required, its signature has to be valid.
 */
function acknowledgements(
  steps: readonly HistoryStep[],
  signatures: HistoryAuditOptions['signatures'],
): ReadonlyMap<string, HistoryStep> {
  const found = new Map<string, HistoryStep>();
  for (const step of steps) {
    const isAcknowledgement =
      changeKindOf(step) === 'acknowledge' && step.items.length === 0 && step.files.length === 0;
    if (!isAcknowledgement || (signatures && signatures.get(step.commit)?.letter !== 'G')) continue;
    for (const hash of trailerValues(step, 'Plan-Acknowledges')) if (!found.has(hash)) found.set(hash, step);
  }
  return found;
}
