/** Rules of the trail applied to a change: what they would find in its commits, where that still stands. */

import type { ItemHistoryStep } from '../../diff/history-step.ts';
import type { HistoryContext, HistoryRule, HistoryViolation } from '../history/rule.ts';
import type { BranchChange, ChangePart, ChangeRule, ChangeViolation } from './rule.ts';

/** A rule of the trail as it judges a change; it goes by the same name, and means the same. */
export const fromHistoryRule = (
  rule: HistoryRule,
  tell: (fault: ChangeViolation, change: BranchChange) => ChangeViolation | null = (fault) => fault,
): ChangeRule => ({
  severity: rule.severity,
  summary: rule.summary,
  *check(change) {
    for (const part of change.parts)
      for (const found of part.isUndo ? [] : rule.check(part.remaining, trailBefore(part, change))) {
        const told = tell(withCommit(found, part), change);
        if (told) yield told;
      }
  },
});

/** What is found, with whom to blame. */
export const withCommit = (
  found: HistoryViolation & Pick<ChangeViolation, 'file'>,
  { step, isUncommitted }: ChangePart,
): ChangeViolation => ({
  ...found,
  step: isUncommitted ? undefined : step,
});

/** The last part that did something to an item, where the item is as it says. */
export const lastPartWith = (
  { parts }: BranchChange,
  id: string,
  does: (item: ItemHistoryStep) => boolean,
): ChangePart | undefined =>
  parts.findLast(({ remaining }) => remaining.items.some((item) => item.id === id && does(item)));

/** No import, no signatures, no gaps: what the base has was judged before. */
const trailBefore = ({ removed }: ChangePart, { agencies }: BranchChange): HistoryContext => ({
  timeZone: 'UTC',
  agencies,
  isEmpty: false,
  removed,
  earlier: () => undefined,
  signature: () => undefined,
  gap: () => undefined,
});
