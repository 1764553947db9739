/** Merges two lists into one that does not depend on which of the two comes first. */
import { itemFileKeys } from '../../../schemas/key-order.ts';
import { deepEqual, stableJson } from '../../util/equal.ts';

/**
 * The names of both sequences, each once and in the order of both. Where that leaves a choice, and where the two
 * contradict each other, the least name comes first.
 */
export function mergeOrders(
  one: readonly string[],
  other: readonly string[],
  compare: (a: string, b: string) => number,
): string[] {
  const predecessors = new Map<string, Set<string>>();
  for (const side of [one, other])
    for (const [index, name] of side.entries()) {
      const names = predecessors.get(name) ?? new Set();
      if (index > 0) names.add(side[index - 1]!);
      predecessors.set(name, names);
    }
  const remaining = new Set([...predecessors.keys()].sort(compare));
  const isNext = (name: string) => ![...predecessors.get(name)!].some((each) => remaining.has(each));
  const merged: string[] = [];
  while (remaining.size > 0) {
    const [least] = remaining;
    const next = find(remaining, isNext) ?? least!;
    remaining.delete(next);
    merged.push(next);
  }
  return merged;
}

function find(names: Iterable<string>, matches: (name: string) => boolean): string | undefined {
  for (const name of names) if (matches(name)) return name;
  return undefined;
}

/**
 * The keys of two versions of a mapping in an item, in the order of both versions, and in that of the schema where they
 * leave a choice.
 * @param path the path of the mapping, with ids for milestones
 */
export function mergeKeys(path: readonly string[], ours: object, theirs: object): string[] {
  const isMilestone = path[1] === 'milestones' && path.length === 3;
  const order: readonly string[] =
    path.length === 0 ? itemFileKeys.item : isMilestone ? itemFileKeys.milestone : [];
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return mergeOrders(Object.keys(ours), Object.keys(theirs), (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * The entries of an append-only list after both sides changed it: the entries that a side added, each once even where
 * both added it, without those that a side removed.
 * @param rank what entries are ordered by where no side determines the order
 */
export function mergeAppendOnly<Entry>(
  base: readonly Entry[],
  ours: readonly Entry[],
  theirs: readonly Entry[],
  rank: (entry: Entry) => readonly string[],
): Entry[] {
  const [old, one, other] = [byContent(base), byContent(ours), byContent(theirs)];
  // Where only one side has an entry, that side added it or the other removed it: the base tells which.
  const isKept = (name: string) => (one.has(name) && other.has(name)) || !old.has(name);
  const all = new Map(
    [...one.keys(), ...other.keys()].map((name) => [
      name,
      mergeEntry(old.get(name), one.get(name), other.get(name))!,
    ]),
  );
  const ranks = new Map([...all].map(([name, entry]) => [name, [...rank(entry), name]]));
  const compare = (a: string, b: string) => compareAll(ranks.get(a)!, ranks.get(b)!);
  return mergeOrders([...one.keys()].filter(isKept), [...other.keys()].filter(isKept), compare).map(
    (name) => all.get(name)!,
  );
}

/** The entry as the side has it that released it. */
function mergeEntry<Entry>(base?: Entry, ours?: Entry, theirs?: Entry): Entry | undefined {
  if (ours === undefined || deepEqual(ours, base)) return theirs ?? ours;
  if (theirs === undefined || deepEqual(theirs, base)) return ours;
  const rank = (entry: Entry) => [isVisible(entry) ? '0' : '1', stableJson(entry)];
  return compareAll(rank(ours), rank(theirs)) <= 0 ? ours : theirs;
}

const isVisible = (entry: unknown) => (entry as { visibility?: unknown }).visibility === 'public';

/** Entries by their content; equal entries are numbered. An update that was released is the same entry. */
export function byContent<Entry>(entries: readonly Entry[]): Map<string, Entry> {
  const named = new Map<string, Entry>();
  for (const entry of entries) {
    const content = stableJson(isUpdate(entry) ? { ...entry, visibility: null, released: null } : entry);
    let count = 1;
    while (named.has(`${content} ${count}`)) count += 1;
    named.set(`${content} ${count}`, entry);
  }
  return named;
}

const isUpdate = (entry: unknown): entry is object =>
  typeof entry === 'object' && entry !== null && 'as-of' in entry;

/** Whether every entry has an id, and no two have the same one. */
export function haveUniqueIds(entries: readonly unknown[]): entries is readonly { id: string }[] {
  const ids = entries.map((entry) => (entry as { id?: unknown } | null)?.id);
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

/** Names for the entries of two lists, such that an entry has the same name in both: its id, or else its content. */
export function nameEntries(one: readonly unknown[], other: readonly unknown[]): [string[], string[]] {
  if (haveUniqueIds(one) && haveUniqueIds(other)) return [one.map(({ id }) => id), other.map(({ id }) => id)];
  return [[...byContent(one).keys()], [...byContent(other).keys()]];
}

const compareAll = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
};
