/** Applies an update to an item, for `plan update`, `note` and `apply`: computes the new item and the edits. */

import type { Rating, Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Evidence, Update } from '../../../schemas/update.ts';
import type { Problem } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import type { StatusChange } from '../diff/item-changes.ts';
import { milestonesOf } from '../model/timetable.ts';
import { newestUpdate } from '../model/updates.ts';
import type { Context } from '../rules/index.ts';
import { newProblems, parseOrThrow, refusedError } from './check-change.ts';
import type { Edit } from './edit.ts';
import { retiredProblem } from './retire.ts';

/** The values of a new update. */
export interface UpdateInput {
  /** The id of the agency that reports; by default the item's only agency, else the group. */
  agency?: string | undefined;
  milestone?: string | undefined;
  status?: Status | undefined;
  rating?: Rating | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  evidence?: Evidence[] | undefined;
  /** The day that it is true for; by default today. */
  asOf?: string | undefined;
  /** The author, `Name <mail>`. */
  by?: string | undefined;
  public?: boolean | undefined;
}

/** A status or a rating that an update sets to another value. */
export type NewStatus = StatusChange & { to: string };

/** The result of an update; nothing is written yet. */
export interface ItemUpdate {
  before: Item;
  after: Item;
  entry: Update;
  moves: NewStatus[];
  edits: Edit[];
}

/**
 * Applies an update; null where it changes nothing.
 * @throws PlanError `usage` where the update is invalid; `refused` where the item is retired or a rule would be broken
 */
export async function applyUpdate(
  item: Item,
  input: UpdateInput,
  context: Context,
): Promise<ItemUpdate | null> {
  const { change, broken } = await tryUpdate(item, input, context);
  if (broken.length > 0) throw refusedError(item, broken);
  return change;
}

/**
 * Applies an update, and returns the rules that it would break.
 * @throws PlanError `usage`
 */
export async function tryUpdate(
  item: Item,
  input: UpdateInput,
  context: Context,
): Promise<{ change: ItemUpdate | null; broken: Problem[] }> {
  const retired = retiredProblem(item);
  if (retired) return { change: null, broken: [retired] };
  const change = changeOf(item, await entryOf(item, input, context.today));
  if (changesNothing(item, change, input.asOf)) return { change: null, broken: [] };
  return { change, broken: newProblems(item, change.after, context) };
}

async function entryOf(item: Item, input: UpdateInput, today: string): Promise<Update> {
  const { milestone, status, rating, reason, note, evidence, by } = input;
  const agency = input.agency ?? (item.agencies.length === 1 ? item.agencies[0] : undefined);
  const given = {
    'as-of': input.asOf ?? today,
    recorded: today,
    agency,
    by,
    milestone,
    status,
    rating,
    reason,
    note,
    evidence: evidence && evidence.length > 0 ? evidence : undefined,
    visibility: input.public ? 'public' : undefined,
  };
  const entry = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return await parseOrThrow('update', entry);
}

function changeOf(before: Item, entry: Update): ItemUpdate {
  const after = structuredClone(before);
  const moves: NewStatus[] = [];
  const edits: Edit[] = [];
  const { milestone = null, status, rating } = entry;
  const index = milestonesOf(after).findIndex(({ id }) => id === milestone);
  if (status !== undefined) {
    const holder = milestone === null ? after : after.timetable.milestones?.[index];
    if (holder && holder.status !== status) {
      const path = milestone === null ? ['status'] : ['timetable', 'milestones', index, 'status'];
      moves.push({ what: 'status', milestone, from: holder.status ?? null, to: status });
      edits.push({ set: path, to: status });
      (holder as { status?: Status }).status = status;
    }
  }
  if (rating !== undefined && after.rating !== rating) {
    moves.push({ what: 'rating', milestone: null, from: after.rating ?? null, to: rating });
    edits.push({ set: ['rating'], to: rating });
    after.rating = rating;
  }
  edits.push({ append: ['updates'], entry });
  after.updates = [...(after.updates ?? []), entry];
  return { before, after, entry, moves, edits };
}

/**
 * Whether an update repeats the newest one. An update that confirms the same values for a later day is new only where that
 * day was given: a command that is run again on another day records nothing.
 */
function changesNothing(item: Item, { moves, entry }: ItemUpdate, asOf: string | undefined): boolean {
  const newest = newestUpdate(item);
  if (moves.length > 0 || !newest) return false;
  if (entry.milestone !== undefined && !milestonesOf(item).some(({ id }) => id === entry.milestone))
    return false;
  const same = (key: 'note' | 'evidence' | 'agency') =>
    entry[key] === undefined || deepEqual(entry[key], newest[key]);
  const isNewDay = asOf !== undefined && asOf > newest['as-of'];
  return !isNewDay && same('note') && same('evidence') && (same('agency') || isStatusOnly(entry));
}

const isStatusOnly = (entry: Update) => entry.note === undefined && entry.evidence === undefined;
