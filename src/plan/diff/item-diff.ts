/** What changed between two states of one item, field by field: what `log` tells. */

import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import type { Path } from '../../errors.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { fieldLabel } from '../model/field-labels.ts';
import { moveRules } from '../rules/progress.ts';

/** One fact that changed. `from` and `to` are null where the fact was or is absent. */
export interface FieldChange {
  /** `status`, `timetable.trigger.text`, `milestone 5.1 status`. */
  field: string;
  from: unknown;
  to: unknown;
}

/** What happened to an item between two commits. */
export interface ItemChange {
  /** `unreadable`: one of the two could not be read as an item, so nothing more is known. */
  what: 'added' | 'removed' | 'changed' | 'unreadable';
  fields: FieldChange[];
  /** Entries that are new in `updates`. */
  reported: Update[];
  /** Entries that were there and are not any more, or not as they were. */
  retracted: Update[];
  /** The same of `amendments`. */
  amended: Amendment[];
  unamended: Amendment[];
  /** The decision that added it, or retired it, here; absent where there is none. */
  decided?: Decision;
  /** The rules about moves that it breaks now and did not before; absent where there are none. */
  broken?: Broken[];
}

/** What a rule found: see `Found`. */
export interface Broken {
  path: Path;
  message: string;
  hint?: string | null | undefined;
}

/** A state of an item: null before it was added and after it was removed. */
export type ItemState = Item | null | 'unreadable';

/** Compares two states. */
export function diffItems(before: ItemState, after: ItemState): ItemChange {
  if (before === 'unreadable' || after === 'unreadable') return { what: 'unreadable', ...nothing };
  if (!before || !after) {
    const what = after ? 'added' : 'removed';
    return {
      what,
      fields: [],
      reported: after?.updates ?? [],
      retracted: before?.updates ?? [],
      amended: after?.amendments ?? [],
      unamended: before?.amendments ?? [],
      ...decisionInfo(before, after),
    };
  }
  const { updates: old = [], amendments: oldAmendments = [], ...wasRest } = before;
  const { updates: now = [], amendments: nowAmendments = [], ...isRest } = after;
  return {
    what: 'changed',
    fields: [...compare(flattenFields(wasRest), flattenFields(isRest))],
    reported: missingFrom(now, old),
    retracted: missingFrom(old, now),
    amended: missingFrom(nowAmendments, oldAmendments),
    unamended: missingFrom(oldAmendments, nowAmendments),
    ...decisionInfo(before, after),
  };
}

/** What else is to be said of a change, so that whoever audits it needs to know nothing but the change. */
function decisionInfo(before: Item | null, after: Item | null): Pick<ItemChange, 'decided' | 'broken'> {
  if (!after) return {};
  const decided = before ? (before.retired ? undefined : after.retired) : after.added;
  const found = brokenBy(after);
  const old = found.length > 0 && before ? brokenBy(before) : [];
  const broken = found.filter((each) => !old.some((other) => deepEqual(each, other)));
  return { ...(decided && { decided }), ...(broken.length > 0 && { broken }) };
}

const brokenBy = (item: Item): Broken[] =>
  Object.values(moveRules).flatMap(({ check }) => [...check(item, null)]);

const nothing = { fields: [], reported: [], retracted: [], amended: [], unamended: [] };

/** An item's facts by the names that people call them; milestones by their id, so that order does not matter. */
export function flattenFields(item: Omit<Item, 'updates' | 'amendments'>): Map<string, unknown> {
  const { timetable, ...rest } = item;
  const { milestones = [], ...terms } = timetable;
  const facts = new Map<string, unknown>();
  const put = (name: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) put(`${name}.${key}`, inner);
    else facts.set(name, value);
  };
  for (const [key, value] of Object.entries(rest)) put(key, value);
  put('timetable', terms);
  for (const { id, ...milestone } of milestones as Milestone[])
    for (const [key, value] of Object.entries(milestone))
      put(fieldLabel({ milestone: id, field: key }), value);
  return facts;
}

function* compare(before: Map<string, unknown>, after: Map<string, unknown>): Generator<FieldChange> {
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    if (!deepEqual(from, to)) yield { field, from, to };
  }
}

/** The entries of `list` that `other` does not have, as often as it does not have them. */
function missingFrom<Entry>(list: readonly Entry[], other: readonly Entry[]): Entry[] {
  // Versions of a file that were read together share what they begin with, however long it has become.
  let same = 0;
  while (same < list.length && list[same] === other[same]) same++;
  const rest = other.slice(same).map(stableJson);
  return list.slice(same).filter((entry) => {
    const at = rest.indexOf(stableJson(entry));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
