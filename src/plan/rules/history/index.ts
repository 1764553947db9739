/** The table of rules about history, and `audit`, which checks a history against them. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Severity } from '../../../errors.ts';
import type { CommitName, HistoryStep } from '../../diff/history-step.ts';
import { acknowledgements, fingerprints } from './acknowledgements.ts';
import { authorRules } from './authors.ts';
import { isImport } from './commit-kind.ts';
import { evidenceHistoryRules, trackEvidence } from './evidence.ts';
import { itemHistoryRules } from './items.ts';
import { recordRules } from './records.ts';
import { revertedCommit } from './reverts.ts';
import {
  type EvidenceRecord,
  type HistoryContext,
  type HistoryRule,
  type HistoryViolation,
  type Removal,
  type Signature,
  trackRemovals,
} from './rule.ts';
import { trailerRules } from './trailers.ts';
import type { ResolvedHistory } from './unreadable-gaps.ts';

export type { Signature } from './rule.ts';

export const historyRules = {
  ...recordRules,
  ...itemHistoryRules,
  ...evidenceHistoryRules,
  ...authorRules,
  ...trailerRules,
} as const satisfies Record<string, HistoryRule>;

/** A violation of a rule, and the commit that made it. */
export interface AuditFinding extends HistoryViolation {
  rule: string;
  severity: Severity;
  step: HistoryStep;
  /** The name that the finding keeps when its commit is rebased. */
  fingerprint: string;
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
  /** Git's results for signatures, by commit; null where none are required. */
  signatures: ReadonlyMap<string, Signature> | null;
}

/** Checks a complete history, oldest step first, against every rule. */
export function audit(
  { steps, gaps }: ResolvedHistory,
  { timeZone, agencies, isInRange, signatures }: HistoryAuditOptions,
): Audit {
  const earlier: HistoryStep[] = [];
  const removed = new Map<string, Removal>();
  const evidence = new Map<string, EvidenceRecord>();
  const decided = decisionsToAdd(steps);
  let current: { step: HistoryStep; reverted: CommitName | null } | undefined;
  const context: HistoryContext = {
    timeZone,
    agencies,
    isEmpty: true,
    removed,
    evidence,
    reverted(step) {
      if (current?.step !== step) current = { step, reverted: revertedCommit(step, earlier) };
      return current.reverted;
    },
    isDecidedLater: (id) => decided.has(id),
    signature: (commit) => signatures?.get(commit),
    gap: (step, id) => gaps.get(step.commit)?.get(id),
  };
  const all: Omit<AuditFinding, 'fingerprint' | 'acknowledged'>[] = [];
  const result: Audit = { findings: [], imported: null, commits: 0 };
  for (const step of steps) {
    if (isImport(step, context)) result.imported ??= step;
    if (isInRange(step)) result.commits++;
    // All findings are needed, since a fingerprint counts the ones before it.
    all.push(...check(step, context));
    trackEvidence(evidence, step);
    if (!context.reverted(step)) {
      earlier.push(step);
      // The id of an item whose addition was reverted can be used again.
      trackRemovals(removed, step);
    }
    if (step.items.length > 0) context.isEmpty = false;
  }
  const names = fingerprints(all);
  const acknowledgedBy = acknowledgements(steps, signatures);
  result.findings = all.flatMap((finding, at) => {
    const fingerprint = names[at]!;
    const acknowledged = finding.severity === 'note' ? null : acknowledgedBy(finding, fingerprint);
    return isInRange(finding.step) ? [{ ...finding, fingerprint, acknowledged }] : [];
  });
  return result;
}

/** The ids of the items that got the decision to add them after they were added. */
const decisionsToAdd = (steps: readonly HistoryStep[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ items }) =>
      items.flatMap(({ id, change: { fields } }) =>
        fields.some(({ field, from }) => field === 'added.recorded' && from === null) ? [id] : [],
      ),
    ),
  );

const check = (step: HistoryStep, context: HistoryContext) =>
  Object.entries<HistoryRule>(historyRules).flatMap(([rule, { severity, check }]) =>
    [...check(step, context)].map((violation) => ({
      ...violation,
      ...(severity === 'note' ? {} : { hint: withAcknowledge(violation.hint, step) }),
      rule,
      severity,
      step,
    })),
  );

/** A hint that also says how to accept the finding. */
const withAcknowledge = (hint: string | null | undefined, { commit }: HistoryStep): string =>
  `${hint ? `${hint}; to accept it, ` : 'to accept it, '}\`plan acknowledge ${commit.slice(0, 7)} --note "…"\``;
