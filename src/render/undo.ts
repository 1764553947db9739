/** The output of `plan undo` for each item. */
import type { ItemChange } from '../plan/diff/item-diff.ts';
import { releasesOf, withoutReleases } from '../plan/diff/releases.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { updateId } from '../plan/model/updates.ts';
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

export function undoLines({ id, change: all, exact }: UndoneItem): string[] {
  const change = withoutUndoneReleases(all);
  return [
    ...(change.what === 'removed' ? ['removed, with its file'] : []),
    ...(change.what === 'added' ? ['added again'] : []),
    ...change.fields
      .filter(({ field }) => field !== 'wording')
      .map(({ field, from, to }) => oneLine(`${field}: ${valueText(field, from)} → ${valueText(field, to)}`)),
    ...releasesOf({ reported: all.retracted, retracted: all.reported }).map(
      ({ from }) => `update ${updateId(from)} as of ${from['as-of']} is internal again`,
    ),
    ...change.retracted.map((entry) => `update as of ${entry['as-of']} removed${noteSuffix(entry)}`),
    ...change.reported.map((entry) => `update as of ${entry['as-of']} restored${noteSuffix(entry)}`),
    ...change.unamended.map((entry) => `amendment of ${fieldLabel(entry)} removed`),
    ...change.amended.map((entry) => `amendment of ${fieldLabel(entry)} restored`),
    ...(exact ? [] : ['later changes are kept']),
  ].map((line) => `${id} ${line}`);
}

/** Without the updates whose release is undone: reversed, the change releases them. */
function withoutUndoneReleases(change: ItemChange): ItemChange {
  const { reported, retracted } = withoutReleases({ reported: change.retracted, retracted: change.reported });
  return { ...change, reported: retracted, retracted: reported };
}

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
