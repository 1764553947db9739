/** Reads the value in a plan file's text. */
import type { Item } from '../../../schemas/item.ts';
import { type SchemaName, validOrNull } from '../../plan/rules/is-valid.ts';
import { parseWithJsYaml } from './js-yaml.ts';
import type { ParsedFile, Source } from './source.ts';

/**
 * Reads a text with `js-yaml`. Where that gives no valid value, reads it again with `yaml` and Zod, which are loaded only
 * then and say what is wrong.
 */
export async function readValue<Name extends SchemaName>(
  name: Name,
  source: Source,
): Promise<ParsedFile<Name>> {
  const value = validOrNull(name, parseWithJsYaml(source.text));
  if (value) return { value, findings: [] };
  const { readWithFindings } = await import('./read-with-findings.ts');
  return readWithFindings(name, source);
}

/** The item in a text, or null where the text holds no valid item. */
export const parseItem = async (text: string): Promise<Item | null> =>
  (await readValue('item', { path: '', name: '', text })).value;

/** A `readValue` that reads equal texts once, for two states of a plan that have most files in common. */
export function memoizedReader(): typeof readValue {
  const results = new Map<string, Promise<ParsedFile<SchemaName>>>();
  return async <Name extends SchemaName>(name: Name, source: Source) => {
    const key = `${name} ${source.text}`;
    const known = (await results.get(key)) as ParsedFile<Name> | undefined;
    // Findings name the file, so they are made anew for each.
    if (known?.value) return known;
    const result = readValue(name, source);
    results.set(key, result);
    return await result;
  };
}
