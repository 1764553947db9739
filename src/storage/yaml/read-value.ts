/** The value in a plan file's text: at once where it is spelled plainly, quickly where that is safe, else carefully. */
import type { Item } from '../../../schemas/item.ts';
import { right, type ShapeName } from '../../plan/rules/is-valid.ts';
import { plain } from './fast-parse.ts';
import type { Source, Valued } from './source.ts';

/**
 * Reads a text. One library is loaded only for a text that is not spelled plainly, and the one that knows positions only
 * for a text that has a fault or an unusual spelling.
 */
export async function readValue<Name extends ShapeName>(name: Name, source: Source): Promise<Valued<Name>> {
  const easy = plain(source.text) ?? (await import('./js-yaml.ts')).quick(source.text);
  const value = easy === undefined ? null : right(name, easy);
  if (value) return { value, findings: [] };
  const { readCarefully } = await import('./read-with-findings.ts');
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
