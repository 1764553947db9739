/** Items stay, and keep their ids. */

import { idOf } from '../../model/plan.ts';
import { itemHistoryRules } from '../history/items.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import type { BranchChange, ChangeRule, ChangeViolation } from './rule.ts';
import { unamended } from './unamended.ts';

const itemRemoved = fromHistoryRule(
  itemHistoryRules['item-removed'],
  ({ item, ...fault }, { base, items }) => {
    const { id, file } = items.find((each) => each.id === item!.id)!;
    const word = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
    const back = `git checkout ${base.slice(0, 7)} -- ${word}`;
    return { ...fault, file, hint: `bring it back: \`${back}\`; to close it, \`plan retire ${id}\`` };
  },
);

const ofRemoved = fromHistoryRule(itemHistoryRules['id-reused']);

const idReused: ChangeRule = {
  ...ofRemoved,
  *check(change) {
    yield* ofRemoved.check(change);
    for (const { item, step } of rewritten(change))
      yield {
        ...{ item, step, target: { path: ['id'] } },
        message: `the id \`${item!.id}\` now stands over the words of another item, and no amendment says so`,
        hint: 'put the item back as it was, and give the other one an id of its own: `plan add` does',
      };
  },
};

/**
 * Where an id stands over other words altogether: those that another item had, or at least another action, measure and
 * timetable. Of each such item the change of its action.
 */
export function rewritten(change: BranchChange): ChangeViolation[] {
  const faults = unamended(change);
  const fields = (id: string) =>
    faults.flatMap(({ item, target }) =>
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
  return faults.filter(
    ({ item, target }) => item && target && 'field' in target && target.field === 'action' && isOther(item),
  );
}

export const itemChangeRules = { 'item-removed': itemRemoved, 'id-reused': idReused };
