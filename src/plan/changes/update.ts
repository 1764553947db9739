/** Applies an update to an item, for `plan update`, `note` and `apply`: computes the new item and the edits. */

import type { Rating, Status } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Evidence, Update } from '../../../schemas/update.ts';
import { PlanError, type Problem } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import type { StatusChange } from '../diff/item-changes.ts';
import { fieldPath } from '../model/field-labels.ts';
import { idOf } from '../model/plan.ts';
import { isPublic } from '../model/redact.ts';
import { reportedFields } from '../model/status.ts';
import { milestonesOf } from '../model/timetable.ts';
import { effectiveUpdates, identifiedUpdates, isEffective } from '../model/updates.ts';
import type { Context } from '../rules/index.ts';
import { newProblems, parseOrThrow, refusedError } from './check-change.ts';
import { defaultAgency } from './default-agency.ts';
import type { Edit } from './edit.ts';
import { retiredProblem } from './retire.ts';

/** The values of a new update. */
export interface UpdateInput {
  /** The id of the agency that reports; by default as `defaultAgency` says. */
  agency?: string | undefined;
  /** The mail address of the author, which can decide the default agency. */
  mail?: string | null | undefined;
  milestone?: string | undefined;
  status?: Status | undefined;
  rating?: Rating | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  evidence?: Evidence[] | undefined;
  /** The day that it is true for; by default today. */
  asOf?: string | undefined;
  /** Whether values that were reported for an earlier day are a new report, and not "no change". */
  reaffirms?: boolean | undefined;
  /** The author, `Name <mail>`. */
  by?: string | undefined;
  public?: boolean | undefined;
}

/** The result of an update; nothing is written yet. */
export interface ItemUpdate {
  before: Item;
  after: Item;
  entry: Update;
  /** The statuses and ratings of the item that it changes. */
  moves: StatusChange[];
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
  if (!change && input.public) await checkNotInternal(item, input, context);
  return change;
}

/** @throws PlanError `refused` where an update that is to be public is recorded as an internal one */
async function checkNotInternal(item: Item, input: UpdateInput, context: Context): Promise<void> {
  const entry = await entryOf(item, input, context);
  const internal = identifiedUpdates(item).findLast(
    (each) =>
      isEffective(each) &&
      !isPublic(each.entry) &&
      each.entry.milestone === entry.milestone &&
      (entry.agency === undefined || each.entry.agency === entry.agency) &&
      contentKeys.every((key) => entry[key] === undefined || deepEqual(each.entry[key], entry[key])),
  );
  if (internal)
    throw new PlanError(
      'refused',
      `item ${idOf(item)} has this update already, as an internal one`,
      `to make it public, use \`plan release ${idOf(item)} ${internal.id} --authority "…"\``,
    );
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
  const entry = await entryOf(item, input, context);
  const change = { entry, ...appendUpdates(item, [entry]) };
  if (isRepeated(item, change, input)) return { change: null, broken: [] };
  return { change, broken: newProblems(item, change.after, context) };
}

async function entryOf(item: Item, input: UpdateInput, { plan, today }: Context): Promise<Update> {
  const { milestone, status, rating, reason, note, evidence, by, mail = null } = input;
  const agency = input.agency ?? defaultAgency(item, milestone, plan.agencies, mail);
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

/** Appends entries to the updates of an item, and sets the statuses and the rating that the updates then report. */
export function appendUpdates(before: Item, entries: readonly Update[]): Omit<ItemUpdate, 'entry'> {
  const after = structuredClone(before);
  after.updates = [...(after.updates ?? []), ...entries];
  const moves: StatusChange[] = [];
  const edits: Edit[] = [];
  for (const { what, milestone, holderIn, reportedIn } of reportedFields(after)) {
    const holder = holderIn(after)!;
    const [from, to] = [holder[what], reportedIn(after)];
    const isSet = entries.some(
      (entry) => entry[what] !== undefined && (what === 'rating' || milestone === (entry.milestone ?? null)),
    );
    // A value that was edited by hand stays where the entries are about something else.
    if (to === from || (!isSet && to === reportedIn(before))) continue;
    const path = fieldPath(after, { field: what, milestone })!;
    moves.push({ what, milestone, from: from ?? null, to: to ?? null });
    edits.push(to === undefined ? { remove: path } : { set: path, to });
    if (to === undefined) delete holder[what];
    else holder[what] = to;
  }
  edits.push(...entries.map((entry) => ({ append: ['updates'], entry })));
  return { before, after, moves, edits };
}

/**
 * Whether an update only repeats what its agency reported for the same day; without an agency, what any agency did. An
 * update that repeats older reports is new only if it `reaffirms` them.
 */
function isRepeated(item: Item, { moves, entry }: ItemUpdate, input: UpdateInput): boolean {
  const { milestone } = entry;
  // Of an agency its own newest report counts, whatever others have reported since.
  if (moves.length > 0 && entry.agency === undefined) return false;
  if (milestone !== undefined && !milestonesOf(item).some(({ id }) => id === milestone)) return false;
  const earlier = effectiveUpdates(item).filter(
    (each) =>
      each.milestone === milestone &&
      each['as-of'] <= entry['as-of'] &&
      (entry.agency === undefined || each.agency === entry.agency),
  );
  return contentKeys.every((key) => {
    if (entry[key] === undefined) return true;
    const last = earlier.findLast((each) => each[key] !== undefined);
    const isReported = last !== undefined && deepEqual(last[key], entry[key]);
    return isReported && (!input.reaffirms || last['as-of'] === entry['as-of']);
  });
}

const contentKeys = ['status', 'rating', 'note', 'evidence'] as const;
