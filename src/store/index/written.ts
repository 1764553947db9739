/** An index in bytes: of what was read, and of what was known before and still holds. */
import type { Stats } from 'node:fs';
import type { Item } from '../../../schemas/item.ts';
import type { ShapeName } from '../../plan/right.ts';
import { columnSections } from './columns.ts';
import { proofLength, proofOf } from './proof.ts';
import type { Memory, Sound } from './recall.ts';
import { keysColumn } from './remembered.ts';
import { sealed } from './sections.ts';

/** A file that was read just now: as it was before that. */
export interface Learned {
  path: string;
  stats: Stats;
  value: unknown;
}

/** What a reading has found. */
export interface Read {
  single: Map<ShapeName, Entry>;
  items: Entry[];
  values: Item[];
  learned: number;
  sound: Sound | null;
}

/** A row of the index that still holds, or what there is to be written in its place. */
export type Entry = number | Learned;

/** Keys of one's own may be any: items with more of them than this are not for columns. */
const mostKeys = 100;

/** Whether JSON has a value as it is: numbers that it lacks can stand in one's own `x-…` alone. */
export const survives = (value: unknown, text: string): boolean => !text.includes('x-') || isJson(value);

const isJson = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value) && !Object.is(value, -0)
    : typeof value !== 'object' || value === null || Object.values(value).every(isJson);

/** Null for a plan that columns are not for. @throws Damaged */
export function written(
  about: string,
  memory: Memory | null,
  { single, items: seen, sound }: Read,
): Uint8Array | null {
  const [plan, agencies] = [single.get('plan'), single.get('agencies')];
  if (plan === undefined || agencies === undefined) return null;
  const all = [plan, agencies, ...seen];
  const proofs = new Float64Array(all.length * proofLength);
  const paths = all.map((each, row) => {
    if (typeof each !== 'number') {
      proofs.set(proofOf(each.stats), row * proofLength);
      return each.path;
    }
    proofs.set(memory!.proofs.subarray(each * proofLength, (each + 1) * proofLength), row * proofLength);
    return memory!.paths[each]!;
  });
  const columns = new Map<string, string[]>();
  for (const [row, each] of seen.entries())
    for (const [name, json] of typeof each === 'number'
      ? recalled(memory!, each - 2)
      : told(each.value as Item)) {
      let column = columns.get(name);
      if (!column) {
        column = new Array<string>(seen.length).fill('');
        columns.set(name, column);
      }
      if (columns.size > mostKeys) return null;
      column[row] = json;
    }
  const jsonOf = (name: 'plan' | 'agencies', from: Entry) =>
    Buffer.from(typeof from === 'number' ? memory!.json(name) : JSON.stringify(from.value));
  return sealed(
    about,
    new Map([
      ['paths', Buffer.from(paths.join('\0'))],
      ['proofs', new Uint8Array(proofs.buffer)],
      ['plan', jsonOf('plan', plan)],
      ['agencies', jsonOf('agencies', agencies)],
      ['judged', Buffer.from(sound ? `${sound.day} ${sound.plan ? 'sound' : 'loud'}` : '')],
      ['sound', sound?.flags ?? new Uint8Array()],
      ...[...columns].flatMap(([name, texts]) => columnSections(name, texts)),
    ] as [string, Uint8Array][]),
  );
}

function* recalled({ columns }: Memory, row: number): Generator<[string, string]> {
  const keys = columns.get(keysColumn)!;
  yield [keysColumn, keys.json(row)];
  for (const key of keys.value(row) as string[]) yield [key, columns.get(key)!.json(row)];
}

function* told(item: Item): Generator<[string, string]> {
  yield [keysColumn, JSON.stringify(Object.keys(item))];
  for (const [key, value] of Object.entries(item)) yield [key, JSON.stringify(value)];
}
