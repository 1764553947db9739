/** The output of `plan undo` for each item. */
import type { ItemChange } from '../plan/diff/item-diff.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { oneLine } from './common/escape.ts';
import { amendmentJson, updateJson } from './common/json.ts';
import { valueText } from './common/values.ts';

/** An item in which a change is undone. */
export interface UndoneItem {
  id: string;
  /** From the current state to the earlier one. */
  change: ItemChange;
  /** Whether the file gets its earlier bytes; otherwise later changes stay in it. */
  exact: boolean;
}

export const undoLines = ({ id, change, exact }: UndoneItem): string[] =>
  [
    ...change.fields
      .filter(({ field }) => field !== 'wording')
      .map(({ field, from, to }) => oneLine(`${field}: ${valueText(field, from)} → ${valueText(field, to)}`)),
    ...change.retracted.map((entry) => `update as of ${entry['as-of']} removed${noteSuffix(entry)}`),
    ...change.reported.map((entry) => `update as of ${entry['as-of']} restored${noteSuffix(entry)}`),
    ...change.unamended.map((entry) => `amendment of ${fieldLabel(entry)} removed`),
    ...change.amended.map((entry) => `amendment of ${fieldLabel(entry)} restored`),
    ...(exact ? [] : ['later changes are kept']),
  ].map((line) => `${id} ${line}`);

const noteSuffix = ({ note }: ItemChange['reported'][number]) =>
  note === undefined ? '' : `: ${oneLine(note)}`;

export const undoJson = ({ id, change, exact }: UndoneItem) => ({
  id,
  changed: true,
  exact,
  fields: change.fields,
  retracted: change.retracted.map((entry) => updateJson(entry)),
  reported: change.reported.map((entry) => updateJson(entry)),
  unamended: change.unamended.map(amendmentJson),
  amended: change.amended.map(amendmentJson),
});
