/** Rules about records in a change: updates and decisions stay, and frozen fields and dates change by amendment. */

import { pluralize } from '../../../util/pluralize.ts';
import { daysBetween } from '../../model/calendar-date.ts';
import { parseFieldLabel } from '../../model/field-labels.ts';
import { recordRules } from '../history/records.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import { replacedItems } from './items.ts';
import type { ChangeRule, ChangeViolation } from './rule.ts';
import { unamended } from './unamended.ts';

/** Locates a violation about a removed entry at its list. */
const atList = (list: string) => (violation: ChangeViolation) => ({
  ...violation,
  target: violation.target ?? { path: [list] },
});

const wordingUnamended: ChangeRule = {
  ...recordRules['wording-unamended'],
  *check(change) {
    const replaced = new Set(replacedItems(change).map(({ item }) => item?.id));
    for (const violation of unamended(change))
      if (!replaced.has(violation.item?.id) && !isDueDate(violation)) yield violation;
  },
};

const dueMoved: ChangeRule = {
  severity: 'error',
  summary: 'A due date changes only with an amendment, which gives the reason.',
  *check(change) {
    const replaced = new Set(replacedItems(change).map(({ item }) => item?.id));
    for (const violation of unamended(change).filter(isDueDate)) {
      const { item, target } = violation;
      const moved = item!.change.fields.find(({ field }) => field === (target as { field: string }).field)!;
      if (replaced.has(item!.id)) continue;
      const { milestone } = parseFieldLabel(moved.field);
      yield {
        ...violation,
        message: `the due date of milestone \`${milestone}\` ${movement(moved.from, moved.to)}, without an amendment`,
        hint: `restore it, then use \`plan amend ${item!.id} --milestone ${milestone} --field due --to ${moved.to ?? '…'} --reason … --authority …\``,
      };
    }
  },
};

const isDueDate = ({ target }: ChangeViolation) =>
  Boolean(target && 'field' in target && parseFieldLabel(target.field).field === 'due');

/** "slipped by 91 days, from `2026-06-30` to `2026-09-29`". */
function movement(from: unknown, to: unknown): string {
  if (from === null) return `was set to \`${to}\``;
  if (to === null) return `was removed (it was \`${from}\`)`;
  const days = daysBetween(String(from), String(to));
  const far = pluralize(Math.abs(days), 'day');
  return `${days > 0 ? `slipped by ${far}` : `moved ${far} earlier`}, from \`${from}\` to \`${to}\``;
}

export const recordChangeRules = {
  'report-altered': fromHistoryRule(recordRules['report-altered'], atList('updates')),
  'decision-altered': fromHistoryRule(recordRules['decision-altered'], atList('amendments')),
  'wording-unamended': wordingUnamended,
};

export const dueRules = { 'due-moved': dueMoved };
