/** An index in bytes: of what was read, and of what was known before and still holds. */
import type { Item } from '../../../schemas/item.ts';
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import { columnSections } from './columns.ts';
import { writeSections } from './container.ts';
import { proofLength } from './freshness.ts';
import { keysColumn } from './lazy-item.ts';
import type { CleanFlags, IndexData } from './read.ts';

/** A file that was read just now, and what shows that it is as it was before that. */
export interface NewEntry {
  path: string;
  proof: readonly number[];
  value: unknown;
}

/** What a reading has found. */
export interface Read {
  single: Map<SchemaName, Entry>;
  items: Entry[];
  values: Item[];
  learned: number;
  sound: CleanFlags | null;
}

/** A row of the index that still holds, or what there is to be written in its place. */
export type Entry = number | NewEntry;

/** Keys of one's own may be any: items with more of them than this are not for columns. */
const mostKeys = 100;

/** Whether JSON has a value as it is: numbers that it lacks can stand in one's own `x-…` alone. */
export const roundTrips = (value: unknown, text: string): boolean => !text.includes('x-') || isJson(value);

const isJson = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value) && !Object.is(value, -0)
    : typeof value !== 'object' || value === null || Object.values(value).every(isJson);

/** Null for a plan that columns are not for. @throws Damaged */
export function serialize(
  about: string,
  memory: IndexData | null,
  { single, items: seen, sound }: Read,
): Uint8Array[] | null {
  const [plan, agencies] = [single.get('plan'), single.get('agencies')];
  if (plan === undefined || agencies === undefined) return null;
  const all = [plan, agencies, ...seen];
  const proofs = new Float64Array(all.length * proofLength);
  const paths = all.map((each, row) => {
    if (typeof each !== 'number') {
      proofs.set(each.proof, row * proofLength);
      return each.path;
    }
    proofs.set(memory!.proofs.subarray(each * proofLength, (each + 1) * proofLength), row * proofLength);
    return memory!.paths[each]!;
  });
  const keys = keysOf(memory, seen);
  if (!keys) return null;
  const jsonOf = (name: 'plan' | 'agencies', from: Entry) =>
    Buffer.from(typeof from === 'number' ? memory!.json(name) : JSON.stringify(from.value));
  return writeSections(
    about,
    new Map([
      ['paths', Buffer.from(paths.join('\0'))],
      ['proofs', new Uint8Array(proofs.buffer)],
      ['plan', jsonOf('plan', plan)],
      ['agencies', jsonOf('agencies', agencies)],
      ['judged', Buffer.from(sound ? judgedText(sound) : '')],
      ['sound', sound?.flags ?? new Uint8Array()],
      ...columnSections(keysColumn, keys.texts),
      // One after the other: of a great plan, the texts of one column are many already.
      ...[...keys.names].flatMap((name) => columnSections(name, textsOf(name, memory, seen))),
    ] as [string, Uint8Array][]),
  );
}

/** The day, and the other files that are sound on it. */
const judgedText = ({ day, plan, register }: CleanFlags) =>
  [day, ...(plan ? ['plan'] : []), ...(register ? ['register'] : [])].join(' ');

/** The keys of each item, in JSON; null where there are too many of them for columns. */
function keysOf(
  memory: IndexData | null,
  seen: readonly Entry[],
): { names: ReadonlySet<string>; texts: string[] } | null {
  const names = new Set<string>();
  const texts: string[] = [];
  for (const each of seen) {
    const keys =
      typeof each === 'number'
        ? (memory!.columns.get(keysColumn)!.value(each - 2) as string[])
        : Object.keys(each.value as Item);
    for (const key of keys) names.add(key);
    if (names.size >= mostKeys) return null;
    texts.push(JSON.stringify(keys));
  }
  return { names, texts };
}

/** The values of a key in JSON, by row; '' where there is none. */
function textsOf(name: string, memory: IndexData | null, seen: readonly Entry[]): string[] {
  const column = memory?.columns.get(name);
  return seen.map((each) => {
    if (typeof each === 'number') return column?.json(each - 2) ?? '';
    const value = (each.value as Record<string, unknown>)[name];
    return value === undefined ? '' : JSON.stringify(value);
  });
}
