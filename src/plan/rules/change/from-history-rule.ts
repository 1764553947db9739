/** Rules of the trail applied to a change: what they would find in its commits, where that still stands. */

import type { ItemHistoryStep } from '../../diff/history-step.ts';
import type { Found, HistoryContext, HistoryRule } from '../history/rule.ts';
import type { BaseRule, Change, ChangeViolation, Part } from './rule.ts';

/** A rule of the trail as it judges a change; it goes by the same name, and means the same. */
export const fromHistoryRule = (
  rule: HistoryRule,
  tell: (fault: ChangeViolation, change: Change) => ChangeViolation | null = (fault) => fault,
): BaseRule => ({
  severity: rule.severity,
  summary: rule.summary,
  *check(change) {
    for (const part of change.parts)
      for (const found of part.isUndo ? [] : rule.check(part.stands, trailBefore(part, change))) {
        const told = tell(withCommit(found, part), change);
        if (told) yield told;
      }
  },
});

/** What is found, with whom to blame. */
export const withCommit = (
  found: Found & Pick<ChangeViolation, 'file'>,
  { step, isUncommitted }: Part,
): ChangeViolation => ({
  ...found,
  step: isUncommitted ? undefined : step,
});

/** The last part that did something to an item, where the item is as it says. */
export const lastTo = (
  { parts }: Change,
  id: string,
  does: (item: ItemHistoryStep) => boolean,
): Part | undefined =>
  parts.findLast(({ stands }) => stands.items.some((item) => item.id === id && does(item)));

/** No import, no signatures, no gaps: what the base has was judged before. */
const trailBefore = ({ removed }: Part, { agencies }: Change): HistoryContext => ({
  timeZone: 'UTC',
  agencies,
  isEmpty: false,
  removed,
  earlier: () => undefined,
  signature: () => undefined,
  gap: () => undefined,
});
