/** Makes rules about a change out of rules about history. */

import type { ItemHistoryStep } from '../../diff/history-step.ts';
import type { HistoryContext, HistoryRule, HistoryViolation } from '../history/rule.ts';
import type { BranchChange, ChangePart, ChangeRule, ChangeViolation } from './rule.ts';

/**
 * A rule about history as a rule about a change: it checks what remains of each part.
 * @param adapt changes a violation, or drops it
 */
export const fromHistoryRule = (
  rule: HistoryRule,
  adapt: (violation: ChangeViolation, change: BranchChange) => ChangeViolation | null = (violation) =>
    violation,
): ChangeRule => ({
  severity: rule.severity,
  summary: rule.summary,
  *check(change) {
    for (const part of change.parts)
      for (const found of part.isRevert ? [] : rule.check(part.remaining, historyBefore(part, change))) {
        const violation = adapt(withCommit(found, part), change);
        if (violation) yield violation;
      }
  },
});

/** A violation with the commit that made it. */
export const withCommit = (
  found: HistoryViolation & Pick<ChangeViolation, 'file'>,
  { step, isUncommitted }: ChangePart,
): ChangeViolation => ({
  ...found,
  step: isUncommitted ? undefined : step,
});

/** The last part whose remaining change of an item passes a test. */
export const lastPartWith = (
  { parts }: BranchChange,
  id: string,
  test: (item: ItemHistoryStep) => boolean,
): ChangePart | undefined =>
  parts.findLast(({ remaining }) => remaining.items.some((item) => item.id === id && test(item)));

/** The history context of a part. Imports, signatures and gaps are left out: the base was checked before. */
const historyBefore = ({ removed }: ChangePart, { agencies }: BranchChange): HistoryContext => ({
  timeZone: 'UTC',
  agencies,
  isEmpty: false,
  removed,
  // A part that reverts an earlier commit is not checked, and evidence is checked by its SHA-256.
  reverted: () => null,
  isDecidedLater: () => false,
  evidence: new Map(),
  signature: () => undefined,
  gap: () => undefined,
});
