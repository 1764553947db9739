/** Conflicts: the fields that both sides of a merge changed differently, with the value of each side in words. */
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { stableJson } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { missingLabels } from '../model/fields.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import { effectiveUpdates, newestUpdate } from '../model/updates.ts';
import { mergeKeys } from './merge-lists.ts';

/** The path of a field in an item. A milestone is found by its id, not by its index. */
export type FieldPath = readonly string[];

export interface Conflict {
  /** The field's name in messages: `status`, `milestone 5.1 due`; `item` where both sides added the item. */
  field: string;
  path: FieldPath;
  /** The rule that the two changes break together; null where both sides changed the field itself. */
  why: string | null;
  /** The value of our side: "item 5 is completed (dol, as of 2026-11-20)". */
  ours: string;
  theirs: string;
}

export const conflictAt = (
  path: FieldPath,
  ours: Item,
  theirs: Item,
  why: string | null = null,
): Conflict => ({
  field: fieldName(path),
  path,
  why,
  ours: describeSide(ours, path),
  theirs: describeSide(theirs, path),
});

/** The value at a path, or undefined. */
export function fieldValue(item: Item, path: FieldPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.find(({ id }) => id === key);
    return (value as Record<string, unknown> | undefined)?.[key];
  }, item);
}

/** A copy of an item that has the value at a path from another item. */
export const withField = (item: Item, path: FieldPath, from: Item): Item =>
  replaceAt(item, path, from) as Item;

function replaceAt(value: unknown, path: FieldPath, from: unknown, depth = 0): unknown {
  const key = path[depth];
  if (key === undefined) return from;
  if (Array.isArray(value) || Array.isArray(from))
    return replaceEntry((value ?? []) as Entry[], path, (from ?? []) as Entry[], depth);
  const [old, other] = [value, from].map((each) => (each ?? {}) as Record<string, unknown>);
  const replaced = { ...old, [key]: replaceAt(old![key], path, other![key], depth + 1) };
  const keys = mergeKeys(path.slice(0, depth), old!, other!);
  return Object.fromEntries(
    keys.filter((each) => replaced[each] !== undefined).map((each) => [each, replaced[each]]),
  );
}

type Entry = { id?: unknown };

/** An entry that is new in the list gets the place that it has in the other list. */
function replaceEntry(list: Entry[], path: FieldPath, from: Entry[], depth: number): Entry[] {
  const id = path[depth];
  const index = from.findIndex((entry) => entry.id === id);
  const at = list.findIndex((entry) => entry.id === id);
  const entry = replaceAt(list[at], path, from[index], depth + 1) as Entry | undefined;
  if (!entry) return list.filter((each) => each.id !== id);
  if (at >= 0) return list.with(at, entry);
  const before = new Set(from.slice(0, index).map((each) => each.id));
  return list.toSpliced(list.findLastIndex((each) => before.has(each.id)) + 1, 0, entry);
}

function fieldName(path: FieldPath): string {
  const [first, list, id, ...rest] = path;
  if (first === undefined) return 'item';
  if (list === 'milestones' && id !== undefined) return ['milestone', id, ...rest].join(' ');
  return path.join('.');
}

function describeSide(item: Item, path: FieldPath): string {
  const id = idOf(item);
  const [first, list, milestone, key] = path;
  if (first === undefined) return `item ${id} is “${shorten(item.action)}”`;
  if (first === 'status') return describeStatus(`item ${id}`, item, undefined);
  if (first === 'rating') {
    const update = effectiveUpdates(item).findLast(({ rating }) => rating !== undefined);
    return `item ${id} is ${item.rating ?? missingLabels.rating}${source(update)}`;
  }
  if (first === 'updates') {
    const newest = newestUpdate(item);
    return `item ${id} has ${countOf(item.updates, 'report')}${newest ? `, the newest as of ${newest['as-of']}` : ''}`;
  }
  if (first === 'amendments') return `item ${id} has ${countOf(item.amendments, 'amendment')}`;
  if (first === 'retired')
    return `item ${id} is ${item.retired ? `retired on ${item.retired.recorded}` : 'not retired'}`;
  if (list === 'milestones' && milestone !== undefined) {
    const name = `milestone ${milestone}`;
    if (!milestonesOf(item).some((each) => each.id === milestone)) return `there is no ${name}`;
    if (key === undefined) return `${name} stays`;
    if (key === 'status') return describeStatus(name, item, milestone);
  }
  const value = fieldValue(item, path);
  const text = typeof value === 'string' ? value : stableJson(value);
  return `${fieldName(path)} is ${value === undefined ? 'not given' : `“${shorten(text)}”`}`;
}

function describeStatus(name: string, item: Item, milestone: string | undefined): string {
  const path = milestone === undefined ? ['status'] : ['timetable', 'milestones', milestone, 'status'];
  const status = fieldValue(item, path);
  const update = effectiveUpdates(item).findLast(
    (each) => each.status !== undefined && each.milestone === milestone,
  );
  return `${name} is ${status ?? missingLabels.status}${update?.status === status ? source(update) : ''}`;
}

const source = (update: Update | undefined): string =>
  update ? ` (${update.agency ?? 'the group'}, as of ${update['as-of']})` : '';

const countOf = (entries: readonly unknown[] | undefined, noun: string): string =>
  pluralize(entries?.length ?? 0, noun);

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replace(/\s+/g, ' ');
