/** Two orders of the same things made one, which does not depend on which of the two is called the first. */
import { stableJson } from '../../util/equal.ts';

/**
 * The names of both sequences, each once, such that each sequence keeps its order; where both allow several, the least
 * comes first. Where the two contradict each other, the least comes first too.
 */
export function mergeOrders(
  one: readonly string[],
  other: readonly string[],
  compare: (a: string, b: string) => number,
): string[] {
  const above = new Map<string, Set<string>>();
  for (const side of [one, other])
    for (const [index, name] of side.entries()) {
      const names = above.get(name) ?? new Set();
      if (index > 0) names.add(side[index - 1]!);
      above.set(name, names);
    }
  const rest = new Set([...above.keys()].sort(compare));
  const woven: string[] = [];
  while (rest.size > 0) {
    const [least] = rest;
    const next = [...rest].find((name) => ![...above.get(name)!].some((each) => rest.has(each))) ?? least!;
    rest.delete(next);
    woven.push(next);
  }
  return woven;
}

/**
 * The entries of a list that is only added to, after both sides added to it: each entry that a side added, once where
 * both added the same, and without those that a side took away.
 * @param rank what entries are ordered by where neither side says which comes first
 */
export function mergeAppendOnly<Entry>(
  base: readonly Entry[],
  ours: readonly Entry[],
  theirs: readonly Entry[],
  rank: (entry: Entry) => readonly string[],
): Entry[] {
  const [old, one, other] = [keyed(base), keyed(ours), keyed(theirs)];
  // Where the sides differ, one of them is as the base was, and the other's change counts.
  const stays = (name: string) => (one.has(name) === other.has(name) ? one.has(name) : !old.has(name));
  const all = new Map([...one, ...other]);
  const ranks = new Map([...all].map(([name, entry]) => [name, [...rank(entry), name]]));
  const compare = (a: string, b: string) => compareAll(ranks.get(a)!, ranks.get(b)!);
  return mergeOrders([...one.keys()].filter(stays), [...other.keys()].filter(stays), compare).map(
    (name) => all.get(name)!,
  );
}

/** Entries by what they say; one that stands several times has as many names. */
export function keyed<Entry>(entries: readonly Entry[]): Map<string, Entry> {
  const names = new Map<string, Entry>();
  for (const entry of entries) {
    const said = stableJson(entry);
    let count = 1;
    while (names.has(`${said} ${count}`)) count += 1;
    names.set(`${said} ${count}`, entry);
  }
  return names;
}

const compareAll = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
};
