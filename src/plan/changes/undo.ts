/** Taking back what a commit did to an item that has moved on since: by value, and never what others built upon. */

import type { Amendment } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual } from '../../util/equal.ts';
import { diffItems } from '../diff/item-diff.ts';
import { fieldLabel, fieldPath, parseFieldLabel } from '../model/field-labels.ts';
import type { Edit } from './edit.ts';

/** The edits that take a change back, and what stands in the way: names of what later changes have set. */
export interface RevertPlan {
  edits: Edit[];
  blockers: string[];
}

/** @param was, is the item before and after the change; @param now as it is today */
export function undoItem(was: Item, is: Item, now: Item): RevertPlan {
  const [before, after, today] = [factsOf(was), factsOf(is), factsOf(now)];
  const change = diffItems(was, is);
  const later = setBy(diffItems(is, now));
  const edits: Edit[] = [];
  const standing: string[] = [];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [after.get(name), before.get(name)];
    if (deepEqual(from, to)) continue;
    const path = fieldPath(now, parseFieldLabel(name));
    if (!path || later.has(name) || !deepEqual(today.get(name), from)) standing.push(name);
    else edits.push(to === undefined ? { remove: path } : { set: path, to: to as string });
  }
  for (const key of ['updates', 'amendments'] as const) {
    const [added, removed] =
      key === 'updates' ? [change.reported, change.retracted] : [change.amended, change.unamended];
    const left: (Update | Amendment)[] = [...(now[key] ?? [])];
    // From the last to the first, so that each stays where it was when its turn comes.
    for (const entry of [...added].reverse()) {
      const index = left.findLastIndex((each) => deepEqual(each, entry));
      if (index < 0) standing.push(entryName(entry));
      else {
        edits.push({ remove: [key, index] });
        left.splice(index, 1);
      }
    }
    for (const entry of removed) edits.push({ append: [key], entry });
  }
  return { edits, blockers: standing };
}

/** Everything that a change of an item sets or takes away, by the names that `undoItem` uses. */
export function touchedFields(before: Item | null, after: Item | null): Set<string> {
  if (!before || !after) return new Set();
  const [was, is] = [factsOf(before), factsOf(after)];
  const change = diffItems(before, after);
  const names = [...was.keys(), ...is.keys()].filter((name) => !deepEqual(was.get(name), is.get(name)));
  const gone = [...change.retracted, ...change.unamended].map(entryName);
  return new Set([...names, ...setBy(change), ...gone]);
}

/** What entries set that came or went, whether or not it was so already. */
function setBy({ reported, retracted, amended, unamended }: ReturnType<typeof diffItems>): Set<string> {
  const ofUpdate = ({ milestone, status, rating }: Update) => [
    ...(status === undefined ? [] : [fieldLabel({ milestone, field: 'status' })]),
    ...(rating === undefined ? [] : ['rating']),
  ];
  return new Set([
    ...[...reported, ...retracted].flatMap(ofUpdate),
    ...[...amended, ...unamended].map(fieldLabel),
  ]);
}

/** What an entry is called where it is not to be found. */
const entryName = (entry: Update | Amendment): string =>
  'field' in entry
    ? `the amendment of ${fieldLabel(entry)} of ${entry.recorded}`
    : `the report as of ${entry['as-of']}`;

/** Every fact that stands alone, by name. The fingerprint follows from others, and an id never changes. */
function factsOf(item: Item): Map<string, unknown> {
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
