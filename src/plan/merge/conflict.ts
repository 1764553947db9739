/** Where two sides of a merge say different things: what each says, in words. */

import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { stableJson } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { missingLabels } from '../model/fields.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';

/** Where a fact stands in an item. A milestone and what is in it go by the milestone's id, not by its place. */
export type FactPath = readonly string[];

export interface Conflict {
  /** The fact, as people call it: `status`, `milestone 5.1 due`; `item` where both sides added the whole of it. */
  field: string;
  path: FactPath;
  /** Why the two can't both hold, where that is not plain: a rule that both together break. */
  why: string | null;
  /** "5 is completed (dol, as of 2026-11-20)". */
  ours: string;
  theirs: string;
}

/** The conflict that two items have at a place. */
export const conflictAt = (
  path: FactPath,
  ours: Item,
  theirs: Item,
  why: string | null = null,
): Conflict => ({
  field: fieldOf(path),
  path,
  why,
  ours: describeSide(ours, path),
  theirs: describeSide(theirs, path),
});

/** The value of the fact at a path; undefined where there is none. */
export function factAt(item: Item, path: FactPath): unknown {
  let value: unknown = item;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Array.isArray(value)
      ? value.find((each: { id?: unknown }) => each.id === step)
      : (value as Record<string, unknown>)[step];
  }
  return value;
}

function fieldOf(path: FactPath): string {
  const [first, list, id, ...rest] = path;
  if (first === undefined) return 'item';
  if (list === 'milestones' && id !== undefined) return ['milestone', id, ...rest].join(' ');
  return path.join('.');
}

function describeSide(item: Item, path: FactPath): string {
  const id = idOf(item);
  const [first, list, milestone, key] = path;
  if (first === undefined) return `item ${id} is “${short(item.action)}”`;
  if (first === 'status') return standing(`item ${id}`, item, undefined);
  if (first === 'rating') {
    const entry = item.updates?.findLast(({ rating }) => rating !== undefined);
    return `item ${id} is ${item.rating ?? missingLabels.rating}${reporter(entry)}`;
  }
  if (first === 'updates') {
    const newest = item.updates?.at(-1);
    return `item ${id} has ${count(item.updates, 'report')}${newest ? `, the newest as of ${newest['as-of']}` : ''}`;
  }
  if (first === 'amendments') return `item ${id} has ${count(item.amendments, 'amendment')}`;
  if (first === 'retired')
    return `item ${id} is ${item.retired ? `retired on ${item.retired.recorded}` : 'not retired'}`;
  if (list === 'milestones' && milestone !== undefined) {
    const name = `milestone ${milestone}`;
    if (!milestonesOf(item).some((each) => each.id === milestone)) return `there is no ${name}`;
    if (key === undefined) return `${name} stays`;
    if (key === 'status') return standing(name, item, milestone);
  }
  const value = factAt(item, path);
  return `${fieldOf(path)} is ${value === undefined ? 'not given' : `“${short(typeof value === 'string' ? value : stableJson(value))}”`}`;
}

function standing(name: string, item: Item, milestone: string | undefined): string {
  const path = milestone === undefined ? ['status'] : ['timetable', 'milestones', milestone, 'status'];
  const status = factAt(item, path);
  const entry = item.updates?.findLast((each) => each.status !== undefined && each.milestone === milestone);
  return `${name} is ${status ?? missingLabels.status}${entry && entry.status === status ? reporter(entry) : ''}`;
}

const reporter = (entry: Update | undefined): string =>
  entry ? ` (${entry.agency ?? 'the group'}, as of ${entry['as-of']})` : '';

function count(entries: readonly unknown[] | undefined, what: string): string {
  return pluralize(entries?.length ?? 0, what);
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replace(/\s+/g, ' ');
