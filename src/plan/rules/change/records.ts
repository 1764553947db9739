/** What was recorded stays, and the plan's own words and dates move by decision alone. */

import { pluralize } from '../../../util/pluralize.ts';
import { daysBetween } from '../../model/calendar-date.ts';
import { parseFieldLabel } from '../../model/field-labels.ts';
import { recordRules } from '../history/records.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import { rewritten } from './items.ts';
import type { ChangeRule, ChangeViolation } from './rule.ts';
import { unamended } from './unamended.ts';

/** What is gone is told where it stood. */
const where = (list: string) => (fault: ChangeViolation) => ({
  ...fault,
  target: fault.target ?? { path: [list] },
});

const wordingUnamended: ChangeRule = {
  ...recordRules['wording-unamended'],
  *check(change) {
    const others = new Set(rewritten(change).map(({ item }) => item?.id));
    for (const fault of unamended(change)) if (!others.has(fault.item?.id) && !isDue(fault)) yield fault;
  },
};

const dueMoved: ChangeRule = {
  severity: 'error',
  summary: 'A due date moves by an amendment, which gives the reason.',
  *check(change) {
    const others = new Set(rewritten(change).map(({ item }) => item?.id));
    for (const fault of unamended(change).filter(isDue)) {
      const { item, target } = fault;
      const moved = item!.change.fields.find(({ field }) => field === (target as { field: string }).field)!;
      if (others.has(item!.id)) continue;
      const { milestone } = parseFieldLabel(moved.field);
      yield {
        ...fault,
        message: `the due date of milestone \`${milestone}\` ${movement(moved.from, moved.to)}, and no amendment gives the reason`,
        hint: `put it back, then decide it: \`plan amend ${item!.id} --milestone ${milestone} --field due --to ${moved.to ?? '…'} --reason … --authority …\``,
      };
    }
  },
};

const isDue = ({ target }: ChangeViolation) =>
  Boolean(target && 'field' in target && parseFieldLabel(target.field).field === 'due');

/** "slipped by 91 days, from `2026-06-30` to `2026-09-29`". */
function movement(from: unknown, to: unknown): string {
  if (from === null) return `was set to \`${to}\``;
  if (to === null) return `\`${from}\` was taken away`;
  const days = daysBetween(String(from), String(to));
  const far = pluralize(Math.abs(days), 'day');
  return `${days > 0 ? `slipped by ${far}` : `came ${far} nearer`}, from \`${from}\` to \`${to}\``;
}

export const recordChangeRules = {
  'report-altered': fromHistoryRule(recordRules['report-altered'], where('updates')),
  'decision-altered': fromHistoryRule(recordRules['decision-altered'], where('amendments')),
  'wording-unamended': wordingUnamended,
};

export const dueRules = { 'due-moved': dueMoved };
