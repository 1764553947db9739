/** What taking a change back does to an item. */

import { of } from '../plan/changes/undo.ts';
import type { ItemChange } from '../plan/diff/item-diff.ts';
import { missingLabels } from '../plan/model/fields.ts';
import { oneLine } from './common/escape.ts';
import { amendmentJson, updateJson } from './common/json.ts';

/** An item that goes back. */
export interface Undone {
  id: string;
  /** From what it is to what it will be. */
  change: ItemChange;
  /** Whether its file becomes what it was byte for byte; else later changes stay in it. */
  exact: boolean;
}

export const undoLines = ({ id, change, exact }: Undone): string[] =>
  [
    ...change.fields
      .filter(({ field }) => field !== 'wording')
      .map(({ field, from, to }) => `${field}: ${valueText(field, from)} → ${valueText(field, to)}`),
    ...change.retracted.map((entry) => `report as of ${entry['as-of']} taken out${noteText(entry)}`),
    ...change.reported.map((entry) => `report as of ${entry['as-of']} brought back${noteText(entry)}`),
    ...change.unamended.map(({ milestone, field }) => `amendment of ${of(milestone, field)} taken out`),
    ...change.amended.map(({ milestone, field }) => `amendment of ${of(milestone, field)} brought back`),
    ...(exact ? [] : ['what was changed later stays']),
  ].map((line) => `${id} ${line}`);

const noteText = ({ note }: ItemChange['reported'][number]) =>
  note === undefined ? '' : `: ${oneLine(note)}`;

function valueText(field: string, value: unknown): string {
  const [fact = ''] = field.split(' ').slice(-1);
  if (value === null) return (missingLabels as Record<string, string>)[fact] ?? 'absent';
  return Array.isArray(value) ? value.join(', ') : oneLine(String(value));
}

export const undoJson = ({ id, change, exact }: Undone) => ({
  id,
  changed: true,
  exact,
  fields: change.fields,
  retracted: change.retracted.map(updateJson),
  reported: change.reported.map(updateJson),
  unamended: change.unamended.map(amendmentJson),
  amended: change.amended.map(amendmentJson),
});
