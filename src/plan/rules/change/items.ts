/** Rules about items in a change: none is removed, and no id is used for another item. */

import { shellQuote } from '../../../util/shell-quote.ts';
import { idOf } from '../../model/plan.ts';
import { itemHistoryRules } from '../history/items.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import type { BranchChange, ChangeRule, ChangeViolation } from './rule.ts';
import { unamended } from './unamended.ts';

const itemRemoved = fromHistoryRule(
  itemHistoryRules['item-removed'],
  ({ item, ...violation }, { base, items }) => {
    const { id, file } = items.find((each) => each.id === item!.id)!;
    const restore = `git checkout ${base.slice(0, 7)} -- ${shellQuote(file)}`;
    return { ...violation, file, hint: `restore it: \`${restore}\`; to close it, \`plan retire ${id}\`` };
  },
);

const idOfRemovedItem = fromHistoryRule(itemHistoryRules['id-reused']);

const idReused: ChangeRule = {
  ...idOfRemovedItem,
  *check(change) {
    yield* idOfRemovedItem.check(change);
    for (const { item, step } of replacedItems(change))
      yield {
        ...{ item, step, target: { path: ['id'] } },
        message: `item \`${item!.id}\` was replaced by a different item without an amendment`,
        hint: 'restore the item, and give the other one an id of its own: `plan add` does',
      };
  },
};

/**
 * The items that were replaced by a different one under the same id: their action is that of another item of the base, or
 * their action, measure and timetable all changed. For each, the violation about its action.
 */
export function replacedItems(change: BranchChange): ChangeViolation[] {
  const violations = unamended(change);
  const fields = (id: string) =>
    violations.flatMap(({ item, target }) =>
      item?.id === id && target && 'field' in target ? [target.field] : [],
    );
  const isOther = ({ id, change: { fields: changed } }: NonNullable<ChangeViolation['item']>) => {
    const action = changed.find(({ field }) => field === 'action')?.to;
    return (
      change.before.some((item) => item.action === action && idOf(item) !== id) ||
      (fields(id).includes('measure') &&
        fields(id).some((field) => /^(source|timetable|milestone)\b/.test(field)))
    );
  };
  return violations.filter(
    ({ item, target }) => item && target && 'field' in target && target.field === 'action' && isOther(item),
  );
}

export const itemChangeRules = {
  'item-removed': itemRemoved,
  'id-reused': idReused,
  'item-added': fromHistoryRule(itemHistoryRules['item-added']),
};
