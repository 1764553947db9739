/** The output of `plan amend`, `add` and `retire` for each item. */
import type { Item } from '../../schemas/item.ts';
import type { AmendResult } from '../plan/changes/amend.ts';
import type { RetireResult } from '../plan/changes/retire.ts';
import { idOf } from '../plan/model/plan.ts';
import { amendmentJson, decisionJson } from './common/json.ts';
import { amendmentText } from './item-changes.ts';
import { noChangeLine } from './update.ts';

/** For people a line, and for programs an object, for each item. */
interface DecisionOutput {
  lines: string[];
  items: object[];
}

/** @param result null if the item already has the new value */
export function amendOutput(item: Item, result: AmendResult | null): DecisionOutput {
  const id = idOf(item);
  const entries = result?.entries ?? [];
  return {
    lines: result ? entries.map((entry) => `${id} ${amendmentText(entry)}`) : [noChangeLine(id)],
    items: [{ id, changed: result !== null, amendments: entries.map(amendmentJson) }],
  };
}

export const addOutput = (item: Item): DecisionOutput => ({
  lines: [`${idOf(item)} added: ${item.action}`],
  items: [{ id: idOf(item), changed: true, addition: decisionJson(item.added!) }],
});

export const retireOutput = (results: readonly RetireResult[]): DecisionOutput => ({
  lines: results.map(({ after }) => `${idOf(after)} retired: ${after.action}`),
  items: results.map(({ after, decision }) => ({
    id: idOf(after),
    changed: true,
    retirement: decisionJson(decision),
  })),
});
