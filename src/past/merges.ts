/** What git's merges could not know: which state of an item two sides come to, field by field. */
import type { Item } from '../../schemas/item.ts';
import type { State } from '../plan/diff.ts';

/** The state that both sides' changes to an item make together; null where the item is then gone. */
export type Merging = (base: Item | null, ours: Item, theirs: Item) => Item | null;

/** Each fact from the side that moved it, ours where both did; entries of lists from both. */
export const bySides: Merging = (base, ours, theirs) => together(base ?? {}, ours, theirs) as Item;

type Mapping = Record<string, unknown>;

function together(base: unknown, ours: unknown, theirs: unknown): unknown {
  if (same(ours, base)) return theirs;
  if (same(theirs, base)) return ours;
  if (isMapping(ours) && isMapping(theirs)) {
    const from = isMapping(base) ? base : {};
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    const values = keys.map((key) => [key, together(from[key], ours[key], theirs[key])] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
  if (isEntries(ours) && isEntries(theirs)) return entries(isEntries(base) ? base : [], ours, theirs);
  return ours;
}

/** Milestones are known by their id; a report or an amendment only by all that it says. */
function entries(base: readonly Mapping[], ours: readonly Mapping[], theirs: readonly Mapping[]): unknown[] {
  const key = (entry: Mapping) => ('id' in entry ? String(entry.id) : JSON.stringify(entry));
  const [was, left, right] = [base, ours, theirs].map(
    (list) => new Map(list.map((each) => [key(each), each])),
  );
  const merged = [...new Set([...left!.keys(), ...right!.keys()])].map((each) =>
    together(was!.get(each), left!.get(each), right!.get(each)),
  );
  return merged.filter((entry) => entry !== undefined);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntries = (value: unknown): value is Mapping[] => Array.isArray(value) && value.every(isMapping);
/**
 * The state that a merge comes to of itself.
 * @param sides the state in each parent
 * @param bases where the first parent and each other one began
 */
export function mergedStates(
  [first = null, ...others]: readonly State[],
  bases: readonly State[],
  merging: Merging,
): State {
  return others.reduce<State>(
    (ours, theirs, index) => merged(bases[index] ?? null, ours, theirs, merging),
    first,
  );
}

function merged(base: State, ours: State, theirs: State, merging: Merging): State {
  if ([base, ours, theirs].includes('unreadable')) return 'unreadable';
  const [was, left, right] = [base, ours, theirs] as (Item | null)[];
  if (left && right) return merging(was ?? null, left, right);
  // One side took it away: so it stays, unless the other went on with it.
  const rest = left ?? right ?? null;
  return was && same(was, rest) ? null : rest;
}
