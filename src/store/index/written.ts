/** An index in bytes: of what was read, and of what was known before and still holds. */
import type { Item } from '../../../schemas/item.ts';
import type { ShapeName } from '../../plan/right.ts';
import { columnSections } from './columns.ts';
import { proofLength } from './proof.ts';
import type { Memory, Sound } from './recall.ts';
import { keysColumn } from './remembered.ts';
import { sealed } from './sections.ts';

/** A file that was read just now, and what shows that it is as it was before that. */
export interface Learned {
  path: string;
  proof: readonly number[];
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
      proofs.set(each.proof, row * proofLength);
      return each.path;
    }
    proofs.set(memory!.proofs.subarray(each * proofLength, (each + 1) * proofLength), row * proofLength);
    return memory!.paths[each]!;
  });
  const columns = columnsOf(memory, seen);
  if (!columns) return null;
  const jsonOf = (name: 'plan' | 'agencies', from: Entry) =>
    Buffer.from(typeof from === 'number' ? memory!.json(name) : JSON.stringify(from.value));
  return sealed(
    about,
    new Map([
      ['paths', Buffer.from(paths.join('\0'))],
      ['proofs', new Uint8Array(proofs.buffer)],
      ['plan', jsonOf('plan', plan)],
      ['agencies', jsonOf('agencies', agencies)],
      ['judged', Buffer.from(sound ? judgedText(sound) : '')],
      ['sound', sound?.flags ?? new Uint8Array()],
      ...[...columns].flatMap(([name, texts]) => columnSections(name, texts)),
    ] as [string, Uint8Array][]),
  );
}

/** The day, and the other files that are sound on it. */
const judgedText = ({ day, plan, register }: Sound) =>
  [day, ...(plan ? ['plan'] : []), ...(register ? ['register'] : [])].join(' ');

/** The values of each key in JSON, by row; '' where there is none. Null where there are too many keys. */
function columnsOf(memory: Memory | null, seen: readonly Entry[]): Map<string, string[]> | null {
  const columns = new Map<string, string[]>();
  const put = (name: string, row: number, json: string) => {
    let column = columns.get(name);
    if (!column) {
      column = new Array<string>(seen.length).fill('');
      columns.set(name, column);
    }
    column[row] = json;
  };
  for (let row = 0; row < seen.length && columns.size <= mostKeys; row++) {
    const each = seen[row]!;
    if (typeof each === 'number') {
      const from = (key: string) => memory!.columns.get(key)!;
      put(keysColumn, row, from(keysColumn).json(each - 2));
      for (const key of from(keysColumn).value(each - 2) as string[]) put(key, row, from(key).json(each - 2));
    } else {
      const item = each.value as Record<string, unknown>;
      const keys = Object.keys(item);
      put(keysColumn, row, JSON.stringify(keys));
      for (const key of keys) put(key, row, JSON.stringify(item[key]));
    }
  }
  return columns.size > mostKeys ? null : columns;
}
