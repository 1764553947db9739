/** The output of `plan correct` and `plan withdraw`. */
import type { Item } from '../../schemas/item.ts';
import type { Evidence } from '../../schemas/update.ts';
import { type Correction, correctedFields } from '../plan/changes/correct.ts';
import { idOf } from '../plan/model/plan.ts';
import { updateId } from '../plan/model/updates.ts';
import { oneLine } from './common/escape.ts';
import { updateJson } from './common/json.ts';
import { evidenceText, valueText } from './common/values.ts';
import { noChangeLine, statusChangeText } from './update.ts';

/** A line for each update, and one for each status or rating that changes. */
export function correctionLines(item: Item, correction: Correction | null): string[] {
  const id = idOf(item);
  if (!correction) return [noChangeLine(id)];
  return [
    ...correction.entries.map(({ entry, target }) => {
      const name = `${id} update ${target.id}`;
      if (entry.withdraws !== undefined) return `${name} withdrawn`;
      const changes = correctedFields(target.entry, entry).map(
        ({ field, from, to }) => `${field}: ${correctedText(from)} → ${correctedText(to)}`,
      );
      return oneLine(`${name} corrected by ${updateId(entry)}: ${changes.join('; ')}`);
    }),
    ...correction.moves.map((move) => `${id} ${statusChangeText(move, correction)}`),
  ];
}

const correctedText = (value: unknown): string => {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return value.map((each) => evidenceText(each as Evidence)).join(', ');
  return valueText('', value);
};

export const correctionItems = (item: Item, correction: Correction | null) => [
  {
    id: idOf(item),
    changed: correction !== null,
    moves: correction?.moves ?? [],
    updates: correction?.entries.map(({ entry }) => updateJson(entry)) ?? [],
  },
];
