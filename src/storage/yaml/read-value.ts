/** The value in a plan file's text: at once where it is spelled plainly, quickly where that is safe, else carefully. */
import type { Item } from '../../../schemas/item.ts';
import { type SchemaName, validOrNull } from '../../plan/rules/is-valid.ts';
import { parseFast } from './fast-parse.ts';
import type { ParsedFile, Source } from './source.ts';

/**
 * Reads a text. One library is loaded only for a text that is not spelled plainly, and the one that knows positions only
 * for a text that has a fault or an unusual spelling.
 */
export async function readValue<Name extends SchemaName>(
  name: Name,
  source: Source,
): Promise<ParsedFile<Name>> {
  const easy = parseFast(source.text) ?? (await import('./js-yaml.ts')).parseWithJsYaml(source.text);
  const value = easy === undefined ? null : validOrNull(name, easy);
  if (value) return { value, findings: [] };
  const { readWithFindings } = await import('./read-with-findings.ts');
  return readWithFindings(name, source);
}

/** The item in a text, or null where it can't be read as one. */
export const parseItem = async (text: string): Promise<Item | null> =>
  (await readValue('item', { path: '', name: '', text })).value;

/** A reader that reads the same text once: two states of a plan have most of theirs in common. */
export function memoizedReader(): typeof readValue {
  const known = new Map<string, Promise<ParsedFile<SchemaName>>>();
  return async <Name extends SchemaName>(name: Name, source: Source) => {
    const key = `${name} ${source.text}`;
    const found = (await known.get(key)) as ParsedFile<Name> | undefined;
    // What is wrong says in which file it is, so that is found anew.
    if (found?.value) return found;
    const reading = readValue(name, source);
    known.set(key, reading);
    return await reading;
  };
}
