/** The closed catalogue of rules about the trail, and the one function that holds a plan's past against it. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Severity } from '../../../errors.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import { authorRules } from './authors.ts';
import { changeKindOf, isImport, trailerValues } from './commit-kind.ts';
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

/** A rule that a commit breaks. */
export interface AuditFinding extends HistoryViolation {
  rule: string;
  severity: Severity;
  step: HistoryStep;
  acknowledged: HistoryStep | null;
}

export interface Audit {
  /** Oldest commit first; of one commit, in the order of rules. */
  verdicts: AuditFinding[];
  /** The commit that brought the plan into git, where that can be seen. */
  imported: HistoryStep | null;
  /** How many commits were judged. */
  commits: number;
}

export interface HistoryAuditOptions {
  timeZone: string;
  agencies: readonly Agency[];
  /** Whether a commit is judged; what came before is looked at all the same. */
  isJudged(step: HistoryStep): boolean;
  /** Whether the trail begins where the plan does. */
  isWhole: boolean;
  /** What git says of signatures; null where none are required. */
  signatures: ReadonlyMap<string, Signature> | null;
}

/** Holds the trail, oldest step first, against every rule. */
export function audit(
  { steps, gaps }: ResolvedHistory,
  { timeZone, agencies, isJudged, isWhole, signatures }: HistoryAuditOptions,
): Audit {
  const earlier = new Map<string, HistoryStep>();
  const removed = new Map<string, Removal>();
  const trail: HistoryContext = {
    timeZone,
    agencies,
    isEmpty: isWhole,
    removed,
    earlier: (commit) => earlier.get(commit),
    signature: (commit) => signatures?.get(commit),
    gap: (step, id) => gaps.get(step.commit)?.get(id),
  };
  const result: Audit = { verdicts: [], imported: null, commits: 0 };
  for (const step of steps) {
    if (isImport(step, trail)) result.imported ??= step;
    if (isJudged(step)) {
      result.commits++;
      result.verdicts.push(...judge(step, trail));
    }
    earlier.set(step.commit, step);
    trackRemovals(removed, step);
    if (step.items.length > 0) trail.isEmpty = false;
  }
  const known = acknowledgements(steps, signatures);
  for (const verdict of result.verdicts) verdict.acknowledged = known.get(verdict.step.commit) ?? null;
  return result;
}

const judge = (step: HistoryStep, trail: HistoryContext): AuditFinding[] =>
  Object.entries<HistoryRule>(historyRules).flatMap(([rule, { severity, check }]) =>
    [...check(step, trail)].map((found) => ({ ...found, rule, severity, step, acknowledged: null })),
  );

/**
 * Which commits were acknowledged, and where first. Only a commit that does nothing else can acknowledge others, by their
 * whole hashes: no commit can name its own, or that of a later one. Where signatures are required, nobody can vouch for a
 * commit without one.
 */
function acknowledgements(
  steps: readonly HistoryStep[],
  signatures: HistoryAuditOptions['signatures'],
): ReadonlyMap<string, HistoryStep> {
  const found = new Map<string, HistoryStep>();
  for (const step of steps) {
    const isOne = changeKindOf(step) === 'acknowledge' && step.items.length === 0 && step.files.length === 0;
    if (!isOne || (signatures && signatures.get(step.commit)?.letter !== 'G')) continue;
    for (const hash of trailerValues(step, 'Plan-Acknowledges')) if (!found.has(hash)) found.set(hash, step);
  }
  return found;
}
