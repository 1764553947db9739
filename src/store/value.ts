/** The value in a plan file's text: quickly where that is safe, carefully wherever it is not. */
import type { Item } from '../../schemas/item.ts';
import { right, type ShapeName } from '../plan/right.ts';
import { quick } from './quick.ts';
import type { Source, Valued } from './source.ts';

/** Reads a text. The library that knows positions is loaded only for one that has a fault, or an unusual spelling. */
export async function readValue<Name extends ShapeName>(name: Name, source: Source): Promise<Valued<Name>> {
  const easy = quick(source.text);
  const value = easy === undefined ? null : right(name, easy);
  if (value) return { value, findings: [] };
  const { readCarefully } = await import('./careful.ts');
  return readCarefully(name, source);
}

/** The item in a text, or null where it can't be read as one. */
export const itemFrom = async (text: string): Promise<Item | null> =>
  (await readValue('item', { path: '', name: '', text })).value;

/** A reader that reads the same text once: two states of a plan have most of theirs in common. */
export function readOnce(): typeof readValue {
  const known = new Map<string, Promise<Valued<ShapeName>>>();
  return async <Name extends ShapeName>(name: Name, source: Source) => {
    const key = `${name} ${source.text}`;
    const found = (await known.get(key)) as Valued<Name> | undefined;
    // What is wrong says in which file it is, so that is found anew.
    if (found?.value) return found;
    const reading = readValue(name, source);
    known.set(key, reading);
    return await reading;
  };
}
