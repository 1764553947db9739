/** Two changes to one item made one: what one side says where only that one spoke, a conflict where both did. */

import { type Item, item as itemShape, type Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import type { Path } from '../../errors.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';
import { fingerprint, isInFingerprint } from '../model/fingerprint.ts';
import { compareIds, fileNameOf, idOf } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import { type Context, checkItem } from '../rules/index.ts';
import { type Conflict, conflictAt, type FactPath } from './conflict.ts';
import { keyed, mergeAppendOnly, mergeOrders } from './merge-lists.ts';

export interface Merged {
  /** Where there is a conflict, it has what the base has. */
  item: Item;
  conflicts: Conflict[];
}

export type Digest = (text: string) => string;

type Mapping = Readonly<Record<string, unknown>>;
type Clash = (path: FactPath, why?: string) => void;

/**
 * The item that both changes make together. It does not depend on which side is called ours.
 * @param base what both sides started from; null where each of them added the item
 * @param sha256 SHA-256 of a text, in hexadecimal
 */
export function mergeItems(base: Item | null, ours: Item, theirs: Item, sha256: Digest): Merged {
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return { item: ours, conflicts: [] };
  if (deepEqual(base, ours)) return { item: theirs, conflicts: [] };
  if (!base) {
    const item = stableJson(ours) < stableJson(theirs) ? ours : theirs;
    return { item, conflicts: [conflictAt([], ours, theirs)] };
  }
  const conflicts: Conflict[] = [];
  const clash: Clash = (path, why) => {
    if (!conflicts.some((each) => deepEqual(each.path, path)))
      conflicts.push(conflictAt(path, ours, theirs, why));
  };
  const item = structuredClone(inOrder(mergeMapping([], base, ours, theirs, clash))) as Item;
  followReports(item, base, ours, theirs, conflicts);
  settleWording(item, base, ours, theirs, { sha256, conflicts, clash });
  if (conflicts.length === 0)
    for (const [path, message] of newProblems(item, [ours, theirs], sha256))
      clash(factPath(item, path), message);
  return { item, conflicts };
}

function mergeMapping(path: FactPath, base: Mapping, ours: Mapping, theirs: Mapping, clash: Clash) {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([base, ours, theirs].flatMap((each) => Object.keys(each)))) {
    const value = mergeFact([...path, key], base[key], ours[key], theirs[key], clash);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Undefined is a fact that is not there. */
function mergeFact(path: FactPath, base: unknown, ours: unknown, theirs: unknown, clash: Clash): unknown {
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return ours;
  if (deepEqual(base, ours)) return theirs;
  const [key = '', inner] = path;
  const all = [base, ours, theirs];
  const rank = ranks[key];
  if (rank) {
    const [b, o, t] = all.map((list) => (list ?? []) as Mapping[]) as [Mapping[], Mapping[], Mapping[]];
    return mergeAppendOnly(b, o, t, rank);
  }
  if (inner === 'milestones' && path.length === 2 && all.every(haveIds)) {
    const [b, o, t] = all as [Milestone[], Milestone[], Milestone[]];
    return mergeMilestones(path, b, o, t, clash);
  }
  const parts =
    path.length === 1 ? key === 'timetable' || key === 'source' : inner === 'milestones' && path.length === 3;
  if (parts && all.every(isMapping)) {
    const [b, o, t] = all as [Mapping, Mapping, Mapping];
    return mergeMapping(path, b, o, t, clash);
  }
  if (key !== 'wording') clash(path);
  return base;
}

/** The lists that are only ever added to, and what their entries are ordered by. */
const ranks: Record<string, (entry: Mapping) => string[]> = {
  updates: (entry) => [String(entry.recorded), String(entry['as-of'])],
  amendments: (entry) => [String(entry.recorded)],
};

function mergeMilestones(
  path: FactPath,
  base: Milestone[],
  ours: Milestone[],
  theirs: Milestone[],
  clash: Clash,
) {
  const byId = (list: Milestone[]) => Object.fromEntries(list.map((each) => [each.id, each]));
  const merged = mergeMapping(path, byId(base), byId(ours), byId(theirs), clash);
  const ids = [ours, theirs, base].map((list) => list.map(({ id }) => id)) as [string[], string[], string[]];
  const lost = ids[2].filter((id) => merged[id] && !ids[0].includes(id) && !ids[1].includes(id));
  return [...mergeOrders(ids[0], ids[1], compareIds), ...lost].flatMap((id) => merged[id] ?? []);
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const haveIds = (value: unknown): boolean => {
  if (!Array.isArray(value) || !value.every(isMapping)) return false;
  const ids = value.map(({ id }) => id);
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
};

/** The keys of an item in the order of its shape; the user's own behind them, by name. */
function inOrder(merged: Record<string, unknown>): Record<string, unknown> {
  const known = Object.keys(itemShape.shape);
  const others = Object.keys(merged).filter((key) => !known.includes(key));
  return Object.fromEntries(
    [...known, ...others.sort()].filter((key) => key in merged).map((key) => [key, merged[key]]),
  );
}

/** Where both sides reported on one status or rating, it is what the newest of all their reports says. */
function followReports(
  item: Item,
  base: Item,
  ours: Item,
  theirs: Item,
  conflicts: readonly Conflict[],
): void {
  const old = keyed(base.updates ?? []);
  const news = (side: Item) =>
    [...keyed(side.updates ?? [])].flatMap(([name, entry]) => (old.has(name) ? [] : entry));
  const [one, other] = [news(ours), news(theirs)];
  const follow = (holder: object, path: FactPath, says: (entry: Update) => unknown) => {
    const key = path.at(-1)!;
    const reported = (list: Update[]) => list.some((entry) => says(entry) !== undefined);
    if (!reported(one) || !reported(other) || conflicts.some((each) => deepEqual(each.path, path))) return;
    const newest = item.updates?.findLast((entry) => says(entry) !== undefined);
    if (newest) Object.assign(holder, { [key]: says(newest) });
  };
  follow(item, ['status'], ({ milestone, status }) => (milestone === undefined ? status : undefined));
  follow(item, ['rating'], ({ rating }) => rating);
  for (const held of milestonesOf(item))
    follow(held, ['timetable', 'milestones', held.id, 'status'], ({ milestone, status }) =>
      milestone === held.id ? status : undefined,
    );
}

/** The fingerprint follows the words where both sides' did; while words are in conflict it waits for them. */
function settleWording(
  item: Item,
  base: Item,
  ours: Item,
  theirs: Item,
  { sha256, conflicts, clash }: { sha256: Digest; conflicts: readonly Conflict[]; clash: Clash },
): void {
  const moved = [ours, theirs].filter(({ wording }) => wording !== base.wording);
  if (
    moved.length < 2 ||
    ours.wording === theirs.wording ||
    conflicts.some(({ path }) => isInFingerprint(path))
  )
    return;
  if (moved.every((side) => side.wording === fingerprint(side, sha256)))
    item.wording = fingerprint(item, sha256);
  else clash(['wording']);
}

/** What is wrong with the merged item and with neither side of it. */
function newProblems(item: Item, sides: readonly Item[], sha256: Digest): [Path, string][] {
  const context = contextOf([item, ...sides], sha256);
  const errors = (of: Item) => checkItem(of, context).filter(({ severity }) => severity === 'error');
  const key = (rule: string, message: string) => `${rule}: ${message}`;
  const old = new Set(sides.flatMap(errors).map(({ rule, message }) => key(rule, message)));
  return errors(item)
    .filter(({ rule, message }) => !old.has(key(rule, message)))
    .map(({ path, message }) => [path, message]);
}

/** No plan is at hand in a merge: what the items themselves name is known, and every day in them has come. */
function contextOf(items: readonly Item[], sha256: Digest): Context {
  const names = (of: (item: Item) => readonly (string | undefined)[]) =>
    [...new Set(items.flatMap(of))].flatMap((id) => (id === undefined ? [] : { id, name: id }));
  const settings = {
    pillars: names(({ pillar }) => [pillar]),
    horizons: names((item) => milestonesOf(item).map(({ horizon }) => horizon)),
  };
  const agencies = names((item) => [
    ...item.agencies,
    item.lead,
    ...milestonesOf(item).flatMap((each) => each.agencies ?? []),
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

/** The fact that a problem is about: an entry of a list that is added to stands for the list. */
function factPath(item: Item, [key = '', list, index, inner]: Path): FactPath {
  if (list !== 'milestones')
    return key === 'timetable' && list !== undefined ? [key, String(list)] : [String(key)];
  const id = typeof index === 'number' ? milestonesOf(item)[index]?.id : undefined;
  return [key, list, id, inner].filter((step) => step !== undefined).map(String);
}
