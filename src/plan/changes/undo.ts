/** Reverts the change of a commit in an item that was changed since, for `plan undo`. */

import type { Amendment } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual } from '../../util/equal.ts';
import { diffItems } from '../diff/item-diff.ts';
import { releasesOf, withoutReleases } from '../diff/releases.ts';
import { fieldLabel, fieldPath, parseFieldLabel } from '../model/field-labels.ts';
import { updateId } from '../model/updates.ts';
import type { Edit } from './edit.ts';

/** The edits that revert a change, and the labels of the fields that later changes have set, which prevent it. */
export interface RevertPlan {
  edits: Edit[];
  blockers: string[];
}

/**
 * @param was the item before the change
 * @param is the item after the change
 * @param now the item today
 */
export function undoItem(was: Item, is: Item, now: Item): RevertPlan {
  const [before, after, today] = [valuesByLabel(was), valuesByLabel(is), valuesByLabel(now)];
  const original = diffItems(was, is);
  const change = withoutReleases(original);
  const later = labelsSetBy(diffItems(is, now));
  const edits: Edit[] = [];
  const blockers: string[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [after.get(name), before.get(name)];
    if (deepEqual(from, to)) continue;
    const path = fieldPath(now, parseFieldLabel(name));
    if (!path || later.has(name) || !deepEqual(today.get(name), from)) blockers.push(name);
    else edits.push(to === undefined ? { remove: path } : { set: path, to: to as string });
  }
  for (const key of ['updates', 'amendments'] as const) {
    const [added, removed] =
      key === 'updates' ? [change.reported, change.retracted] : [change.amended, change.unamended];
    const left: (Update | Amendment)[] = [...(now[key] ?? [])];
    if (key === 'updates')
      for (const { from, to } of releasesOf(original)) {
        const index = left.findLastIndex((each) => deepEqual(each, to));
        if (index < 0) blockers.push(entryName(to));
        else {
          edits.push({ remove: [key, index, 'released'] });
          edits.push(
            from.visibility === undefined
              ? { remove: [key, index, 'visibility'] }
              : { set: [key, index, 'visibility'], to: from.visibility },
          );
          left[index] = from;
        }
      }
    // From the last to the first, so that the indices of the others stay valid.
    for (const entry of [...added].reverse()) {
      const index = left.findLastIndex((each) => deepEqual(each, entry));
      if (index < 0) blockers.push(entryName(entry));
      else {
        edits.push({ remove: [key, index] });
        left.splice(index, 1);
      }
    }
    for (const entry of removed) edits.push({ append: [key], entry });
  }
  // A correction or a withdrawal builds on the update that it names.
  const ids = new Set(change.reported.map(updateId));
  for (const { corrects, withdraws } of diffItems(is, now).reported) {
    const id = corrects ?? withdraws;
    if (id !== undefined && ids.has(id)) blockers.push(updateLabel(id));
  }
  return { edits, blockers };
}

/** The labels of everything that a change sets or removes, as in `blockers`. */
export function touchedFields(before: Item | null, after: Item | null): Set<string> {
  if (!before || !after) return new Set();
  const [was, is] = [valuesByLabel(before), valuesByLabel(after)];
  const change = diffItems(before, after);
  const names = [...was.keys(), ...is.keys()].filter((name) => !deepEqual(was.get(name), is.get(name)));
  const gone = [...change.retracted, ...change.unamended].map(entryName);
  return new Set([...names, ...labelsSetBy(change), ...gone]);
}

/** The labels of the fields that added and removed entries set, whether or not the values changed. */
function labelsSetBy({ reported, retracted, amended, unamended }: ReturnType<typeof diffItems>): Set<string> {
  const ofUpdate = ({ milestone, status, rating, corrects, withdraws }: Update) => [
    ...[corrects, withdraws].flatMap((id) => (id === undefined ? [] : updateLabel(id))),
    ...(status === undefined ? [] : [fieldLabel({ milestone, field: 'status' })]),
    ...(rating === undefined ? [] : ['rating']),
  ];
  return new Set([
    ...[...reported, ...retracted].flatMap(ofUpdate),
    ...[...amended, ...unamended].map(fieldLabel),
  ]);
}

/** The label of an entry. */
const entryName = (entry: Update | Amendment): string =>
  'field' in entry
    ? `the amendment of ${fieldLabel(entry)} of ${entry.recorded}`
    : `the update as of ${entry['as-of']}`;

const updateLabel = (id: string) => `update ${id}`;

/** The values by label that an undo can set: not `id`, `wording` and the lists of entries. */
function valuesByLabel(item: Item): Map<string, unknown> {
  const { id, wording, updates, amendments, timetable, ...rest } = item;
  const { milestones = [], ...terms } = timetable;
  return new Map<string, unknown>([
    ...Object.entries(rest),
    ...Object.values(terms).flatMap((term): [string, unknown][] => (term ? [['text', term.text]] : [])),
    ...milestones.flatMap(({ id, ...milestone }) =>
      Object.entries(milestone).map(([key, value]): [string, unknown] => [
        fieldLabel({ milestone: id, field: key }),
        value,
      ]),
    ),
  ]);
}
