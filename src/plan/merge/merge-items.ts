/** Merges two changed versions of an item: a field that one side changed is taken from it, one that both changed is a conflict. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { fingerprint, isInFingerprint } from '../model/fingerprint.ts';
import { compareIds, fileNameOf, idOf } from '../model/plan.ts';
import { reportedFields } from '../model/status.ts';
import { milestonesOf } from '../model/timetable.ts';
import { type Context, checkItem } from '../rules/index.ts';
import { type Conflict, conflictAt, type FieldPath, withField } from './conflict.ts';
import { haveUniqueIds, mergeAppendOnly, mergeKeys, mergeOrders } from './merge-lists.ts';

export interface MergedItem {
  /** Fields in conflict have the value of the base. */
  item: Item;
  conflicts: Conflict[];
}

type Sha256 = Context['sha256'];
type Fields = Readonly<Record<string, unknown>>;
type ReportConflict = (path: FieldPath, why?: string) => void;

/**
 * Merges two versions of an item. The merged item does not depend on which of them is called ours.
 * @param base the version that both sides started from; null where each side added the item
 */
export function mergeItems(base: Item | null, ours: Item, theirs: Item, sha256: Sha256): MergedItem {
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return { item: ours, conflicts: [] };
  if (deepEqual(base, ours)) return { item: theirs, conflicts: [] };
  if (!base) {
    const item = stableJson(ours) < stableJson(theirs) ? ours : theirs;
    return { item, conflicts: [conflictAt([], ours, theirs)] };
  }
  const conflicts: Conflict[] = [];
  const report: ReportConflict = (path, why) => {
    if (!conflicts.some((conflict) => deepEqual(conflict.path, path)))
      conflicts.push(conflictAt(path, ours, theirs, why));
  };
  const item = structuredClone(mergeFields([], base, ours, theirs, report)) as unknown as Item;
  followUpdates(item, ours, theirs, conflicts);
  if (ours.wording !== theirs.wording && !hasFrozenConflict(conflicts)) {
    if (haveOwnFingerprints(base, ours, theirs, sha256)) item.wording = fingerprint(item, sha256);
    else if (ours.wording !== base.wording && theirs.wording !== base.wording) report(['wording']);
  }
  if (conflicts.length === 0)
    for (const [path, message] of newErrors(item, [ours, theirs], sha256))
      report(fieldOf(item, path), message);
  return { item, conflicts };
}

/**
 * The merged item with all conflicts resolved as ours, and with all resolved as theirs. The fingerprint is part of the
 * conflict where the frozen text is.
 */
export function resolveConflicts(
  { item, conflicts }: MergedItem,
  base: Item,
  ours: Item,
  theirs: Item,
  sha256: Sha256,
): { ours: Item; theirs: Item } {
  const isFrozen = hasFrozenConflict(conflicts);
  const isComputed = haveOwnFingerprints(base, ours, theirs, sha256);
  const resolve = (side: Item): Item => {
    const resolved = conflicts.reduce((result, { path }) => withField(result, path, side), item);
    if (!isFrozen) return resolved;
    return { ...resolved, wording: isComputed ? fingerprint(resolved, sha256) : side.wording };
  };
  return { ours: resolve(ours), theirs: resolve(theirs) };
}

/** Whether both sides changed the frozen text and its fingerprint together. */
const haveOwnFingerprints = (base: Item, ours: Item, theirs: Item, sha256: Sha256): boolean =>
  [ours, theirs].every((side) => side.wording !== base.wording && side.wording === fingerprint(side, sha256));

function mergeFields(path: FieldPath, base: Fields, ours: Fields, theirs: Fields, report: ReportConflict) {
  const merged: Record<string, unknown> = {};
  for (const key of mergeKeys(path, ours, theirs)) {
    const value = mergeValues([...path, key], base[key], ours[key], theirs[key], report);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Undefined stands for a field that is absent. */
function mergeValues(
  path: FieldPath,
  base: unknown,
  ours: unknown,
  theirs: unknown,
  report: ReportConflict,
): unknown {
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return ours;
  if (deepEqual(base, ours)) return theirs;
  const [key = '', inner] = path;
  const rank = appendOnly[key];
  if (rank) {
    const [b, o, t] = [base, ours, theirs].map((list) => (list ?? []) as Fields[]);
    return mergeAppendOnly(b!, o!, t!, rank);
  }
  const sides = [base, ours, theirs];
  const isMilestones = inner === 'milestones' && path.length === 2;
  if (isMilestones && sides.every((list) => Array.isArray(list) && haveUniqueIds(list)))
    return mergeMilestones(path, ...(sides as [Milestone[], Milestone[], Milestone[]]), report);
  const isMerged =
    path.length === 1 ? key === 'timetable' || key === 'source' : inner === 'milestones' && path.length === 3;
  if (isMerged && sides.every(isMapping))
    return mergeFields(path, ...(sides as [Fields, Fields, Fields]), report);
  if (key !== 'wording') report(path);
  return base;
}

/** The lists that only grow, with what their entries are ordered by. */
const appendOnly: Record<string, (entry: Fields) => string[]> = {
  updates: (entry) => [String(entry.recorded), String(entry['as-of'])],
  amendments: (entry) => [String(entry.recorded)],
};

function mergeMilestones(
  path: FieldPath,
  base: Milestone[],
  ours: Milestone[],
  theirs: Milestone[],
  report: ReportConflict,
) {
  const byId = (list: Milestone[]) => Object.fromEntries(list.map((milestone) => [milestone.id, milestone]));
  const merged = mergeFields(path, byId(base), byId(ours), byId(theirs), report);
  const order = mergeOrders(
    ours.map(({ id }) => id),
    theirs.map(({ id }) => id),
    compareIds,
  );
  return order.flatMap((id) => merged[id] ?? []);
}

const isMapping = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Sets the statuses and the rating that the updates of both sides together report, wherever each side had those that its
 * own updates report. They are in conflict only where one reporter says both: of two agencies both reports are kept.
 */
function followUpdates(item: Item, ours: Item, theirs: Item, conflicts: Conflict[]): void {
  for (const { what, milestone, holderIn, reportedIn, decidingIn } of reportedFields(item)) {
    const path = milestone === null ? [what] : ['timetable', 'milestones', milestone, what];
    if (![ours, theirs].every((side) => holderIn(side)?.[what] === reportedIn(side))) continue;
    const at = conflicts.findIndex((conflict) => deepEqual(conflict.path, path));
    if (at >= 0) {
      const [our, their] = [decidingIn(ours), decidingIn(theirs)];
      if (!our || !their || our.agency === their.agency) continue;
      conflicts.splice(at, 1);
    }
    const holder = holderIn(item)!;
    const value = reportedIn(item);
    if (value === undefined) delete holder[what];
    else holder[what] = value;
  }
}

const hasFrozenConflict = (conflicts: readonly Conflict[]): boolean =>
  conflicts.some(({ path }) => isInFingerprint(path));

/** The errors that the rules find in the merged item and in neither side. */
function newErrors(item: Item, sides: readonly Item[], sha256: Sha256): [Path, string][] {
  const context = contextFor([item, ...sides], sha256);
  const errorsOf = (each: Item) => checkItem(each, context).filter(({ severity }) => severity === 'error');
  const keyOf = (rule: string, message: string) => `${rule}: ${message}`;
  const old = new Set(sides.flatMap(errorsOf).map(({ rule, message }) => keyOf(rule, message)));
  return errorsOf(item)
    .filter(({ rule, message }) => !old.has(keyOf(rule, message)))
    .map(({ path, message }) => [path, message]);
}

/** A merge has no plan at hand: every id in the items is taken as known, and no day is in the future. */
function contextFor(items: readonly Item[], sha256: Sha256): Context {
  const known = (idsOf: (item: Item) => readonly (string | undefined)[]) =>
    [...new Set(items.flatMap(idsOf))].flatMap((id) => (id === undefined ? [] : { id, name: id }));
  const settings = {
    pillars: known(({ pillar }) => [pillar]),
    horizons: known((item) => milestonesOf(item).map(({ horizon }) => horizon)),
  };
  const agencies = known((item) => [
    ...item.agencies,
    item.lead,
    ...milestonesOf(item).flatMap((milestone) => milestone.agencies ?? []),
    ...(item.updates ?? []).map(({ agency }) => agency),
  ]);
  return {
    plan: { settings: settings as Context['plan']['settings'], agencies, items: [] },
    copies: new Map(),
    today: '9999-12-31',
    sha256,
    fileName: fileNameOf(idOf(items[0]!), {}),
    folder: null,
    pathIn: () => '',
    gapBefore: () => undefined,
  };
}

/** The field that an error is about. An error about an entry of an append-only list is about the list. */
function fieldOf(item: Item, [key = '', list, index, inner]: Path): FieldPath {
  if (list !== 'milestones')
    return key === 'timetable' && list !== undefined ? [key, String(list)] : [String(key)];
  const id = typeof index === 'number' ? milestonesOf(item)[index]?.id : undefined;
  return [key, list, id, inner].filter((step) => step !== undefined).map(String);
}
