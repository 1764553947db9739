/** What a report does to an item: decided here, before anything is touched. */

import type { Rating, Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Evidence, Update } from '../../../schemas/update.ts';
import type { Problem } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import { newestUpdate } from '../model/derived.ts';
import { milestonesOf } from '../model/timetable.ts';
import type { Context } from '../rules/index.ts';
import { newProblems, parseOrThrow, refusedError } from './check-change.ts';
import type { Edit } from './edit.ts';
import { retiredProblem } from './retire.ts';

/** What someone reports of an item. */
export interface UpdateInput {
  /** Whose report it is, an id of the register; by default the item's only agency, else the group's. */
  agency?: string | undefined;
  milestone?: string | undefined;
  status?: Status | undefined;
  rating?: Rating | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  evidence?: Evidence[] | undefined;
  /** The day it is true for; by default today. */
  asOf?: string | undefined;
  /** Who reported, `Name <mail>`. */
  by?: string | undefined;
  public?: boolean | undefined;
}

/** A fact that a report moves. */
export interface StatusChange {
  what: 'status' | 'rating';
  /** The milestone whose status it is; null for the item's own. */
  milestone: string | null;
  from: string | null;
  to: string;
}

/** A decided change to one item. */
export interface ItemUpdate {
  before: Item;
  after: Item;
  entry: Update;
  moves: StatusChange[];
  edits: Edit[];
}

/**
 * The change that a report makes to an item; null where it is already so.
 * @throws PlanError `usage` where the report says nothing, or something that can't stand in a file; `refused` where the item is retired, and where
 *   it would break a rule that it now keeps, with every such problem.
 */
export async function applyUpdate(
  item: Item,
  report: UpdateInput,
  context: Context,
): Promise<ItemUpdate | null> {
  const { change, broken } = await tryUpdate(item, report, context);
  if (broken.length > 0) throw refusedError(item, broken);
  return change;
}

/**
 * The same with every rule that it would break as a value.
 * @throws PlanError `usage`
 */
export async function tryUpdate(
  item: Item,
  report: UpdateInput,
  context: Context,
): Promise<{ change: ItemUpdate | null; broken: Problem[] }> {
  const over = retiredProblem(item);
  if (over) return { change: null, broken: [over] };
  const change = changeOf(item, await entryOf(item, report, context.today));
  if (isAlreadySo(item, change, report.asOf)) return { change: null, broken: [] };
  return { change, broken: newProblems(item, change.after, context) };
}

async function entryOf(item: Item, report: UpdateInput, today: string): Promise<Update> {
  const { milestone, status, rating, reason, note, evidence, by } = report;
  const agency = report.agency ?? (item.agencies.length === 1 ? item.agencies[0] : undefined);
  const given = {
    'as-of': report.asOf ?? today,
    recorded: today,
    agency,
    by,
    milestone,
    status,
    rating,
    reason,
    note,
    evidence: evidence && evidence.length > 0 ? evidence : undefined,
    visibility: report.public ? 'public' : undefined,
  };
  const entry = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return await parseOrThrow('update', entry);
}

function changeOf(before: Item, entry: Update): ItemUpdate {
  const after = structuredClone(before);
  const moves: StatusChange[] = [];
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
 * A report that moves nothing and says nothing new. That something is still so on a later day is news when the day
 * was named, and not when it is only the day the command happened to run.
 */
function isAlreadySo(item: Item, { moves, entry }: ItemUpdate, asOf: string | undefined): boolean {
  const newest = newestUpdate(item);
  if (moves.length > 0 || !newest) return false;
  if (entry.milestone !== undefined && !milestonesOf(item).some(({ id }) => id === entry.milestone))
    return false;
  const same = (key: 'note' | 'evidence' | 'agency') =>
    entry[key] === undefined || deepEqual(entry[key], newest[key]);
  const isNewDay = asOf !== undefined && asOf > newest['as-of'];
  return !isNewDay && same('note') && same('evidence') && (same('agency') || isEmpty(entry));
}

const isEmpty = (entry: Update) => entry.note === undefined && entry.evidence === undefined;
