/** What decisions about the plan did to the items they are about. */
import type { Amendment } from '../../schemas/amendment.ts';
import type { Item } from '../../schemas/item.ts';
import type { AmendResult } from '../plan/changes/amend.ts';
import type { RetireResult } from '../plan/changes/retire.ts';
import { missingLabels } from '../plan/model/fields.ts';
import { idOf } from '../plan/model/plan.ts';
import { fieldLabel, type Value } from '../plan/rules/amendable-fields.ts';
import { amendmentJson, decisionJson } from './common/json.ts';

/** "milestone 5.1 due: 2026-06-30 → 2026-12-31". */
export const amendmentText = (entry: Amendment): string =>
  `${fieldLabel(entry)}: ${valueText(entry, entry.from)} → ${valueText(entry, entry.to)}`;

function valueText({ field }: Amendment, value: Value): string {
  if (value === undefined) return (missingLabels as Record<string, string>)[field] ?? 'absent';
  return Array.isArray(value) ? value.join(', ') : value;
}

/** What a command that decides something tells. */
interface CommandLines {
  lines: string[];
  items: object[];
}

/** @param amending null where the item is so already */
export function amendOutput(item: Item, amending: AmendResult | null): CommandLines {
  const id = idOf(item);
  const entries = amending?.entries ?? [];
  return {
    lines: amending
      ? entries.map((entry) => `${id} ${amendmentText(entry)}`)
      : [`${id} is so already: nothing to amend`],
    items: [{ id, changed: amending !== null, amendments: entries.map(amendmentJson) }],
  };
}

export const addOutput = (item: Item): CommandLines => ({
  lines: [`${idOf(item)} added: ${item.action}`],
  items: [{ id: idOf(item), changed: true, addition: decisionJson(item.added!) }],
});

export const retireOutput = (retirings: readonly RetireResult[]): CommandLines => ({
  lines: retirings.map(({ after }) => `${idOf(after)} retired: ${after.action}`),
  items: retirings.map(({ after, decision }) => ({
    id: idOf(after),
    changed: true,
    retirement: decisionJson(decision),
  })),
});
