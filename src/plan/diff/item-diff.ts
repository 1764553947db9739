/** Compares two states of an item, field by field. */

import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { fieldLabel } from '../model/field-labels.ts';
import { moveRules } from '../rules/progress.ts';
import type { Violation } from '../rules/rule.ts';

/** A change of a field; `from` and `to` are null where it is absent. */
export interface FieldChange {
  /** A field label: `status`, `timetable.trigger.text`, `milestone 5.1 status`. */
  field: string;
  from: unknown;
  to: unknown;
}

/** A violation of a rule about progress. */
export interface BrokenRule extends Violation {
  rule: string;
}

/** The changes of an item between two states. */
export interface ItemChange {
  /** `unreadable`: one of the states cannot be read, so nothing more is known. */
  what: 'added' | 'removed' | 'changed' | 'unreadable';
  fields: FieldChange[];
  /** New entries of `updates`. */
  reported: Update[];
  /** Removed entries of `updates`, and the old versions of altered ones. */
  retracted: Update[];
  /** The same for `amendments`. */
  amended: Amendment[];
  unamended: Amendment[];
  /** The decision that added or retired the item in this change. */
  decided?: Decision;
  /** New violations of the rules about progress; absent where there are none. */
  broken?: BrokenRule[];
}

/** A state of an item; null where it does not exist. */
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
      ...decisionAndViolations(before, after),
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
    ...decisionAndViolations(before, after),
  };
}

/** What the audit needs besides the differences. */
function decisionAndViolations(
  before: Item | null,
  after: Item | null,
): Pick<ItemChange, 'decided' | 'broken'> {
  if (!after) return {};
  const decided = before ? (before.retired ? undefined : after.retired) : after.added;
  const found = violationsOf(after);
  const old = found.length > 0 && before ? violationsOf(before) : [];
  const broken = found.filter((each) => {
    // The path of an entry changes where an older entry is added.
    const at = old.findIndex(({ rule, message }) => rule === each.rule && message === each.message);
    if (at >= 0) old.splice(at, 1);
    return at < 0;
  });
  return { ...(decided && { decided }), ...(broken.length > 0 && { broken }) };
}

const violationsOf = (item: Item): BrokenRule[] =>
  Object.entries(moveRules).flatMap(([rule, { check }]) =>
    [...check(item, null)].map((violation) => ({ rule, ...violation })),
  );

const nothing = { fields: [], reported: [], retracted: [], amended: [], unamended: [] };

/** The fields of an item by their labels. Milestones are identified by id, so that their order does not matter. */
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

/** The entries of `list` that are not in `other`; equal entries are counted. */
function missingFrom<Entry>(list: readonly Entry[], other: readonly Entry[]): Entry[] {
  // Versions of a file that were read together share the objects they start with.
  let same = 0;
  while (same < list.length && list[same] === other[same]) same++;
  const rest = other.slice(same).map(stableJson);
  return list.slice(same).filter((entry) => {
    const at = rest.indexOf(stableJson(entry));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
