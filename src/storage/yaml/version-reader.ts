/**
 * Items out of many texts that are nearly the same, as the versions of a file are: each report in them is read once.
 */
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { validOrNull } from '../../plan/rules/is-valid.ts';
import { parseWithJsYaml } from './js-yaml.ts';
import { parseItem } from './read-value.ts';

/** Gives for each text what `itemFrom` gives. Equal reports in different texts are one object. */
export function createVersionReader(): (text: string) => Promise<Item | null> {
  const facts = new Map<string, object | null>();
  const reports = new Map<string, Update | null>();
  /** An item without its reports, or a report, that stands for itself in any text. */
  const read = <Value>(known: Map<string, Value | null>, text: string, value: () => Value | null) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = value();
    known.set(apart(text), made);
    return made;
  };
  const inPieces = (text: string): Item | null => {
    const { above, entries, below } = cut(text);
    const rest = read(facts, `${above}\0${below}`, () => factsIn(above, below));
    if (!rest) return null;
    if (entries.length === 0) return rest as Item;
    if ('updates' in rest) return null;
    const updates: Update[] = [];
    for (const entry of entries) {
      const update = read(reports, entry, () => reportIn(entry));
      if (!update) return null;
      updates.push(update);
    }
    return { ...(rest as Item), updates };
  };
  return async (text) => inPieces(text) ?? (await parseItem(text));
}

interface Pieces {
  above: string;
  /** The entries of `updates`, each with its dash and its indentation. */
  entries: string[];
  below: string;
}

/** At a key of the outermost mapping, what stands above ends whole: else it can't be read by itself, and is not used. */
function cut(text: string): Pieces {
  const found = /^updates: *\r?\n(?=( *- ))/m.exec(text);
  if (!found) return { above: text, entries: [], below: '' };
  const dash = found[1]!;
  const start = found.index + found[0].length;
  const end = nextKey(text, start);
  const entries: string[] = [];
  for (let at = start; at < end; ) {
    const next = text.indexOf(`\n${dash}`, at) + 1;
    const stop = next > 0 && next < end ? next : end;
    entries.push(text.slice(at, stop));
    at = stop;
  }
  return { above: text.slice(0, found.index), entries, below: text.slice(end) };
}

function nextKey(text: string, from: number): number {
  const key = /^[^\s#-]/gm;
  key.lastIndex = from;
  return key.exec(text)?.index ?? text.length;
}

function factsIn(above: string, below: string): object | null {
  const [first, second] = [easy(above), below.trim() === '' ? {} : easy(below)];
  if (!first || !second || Object.keys(second).some((key) => Object.hasOwn(first, key))) return null;
  return validOrNull('item', { ...first, ...second });
}

function reportIn(entry: string): Update | null {
  const { updates } = (easy(`updates:\n${entry}`) ?? {}) as { updates?: unknown };
  return Array.isArray(updates) && updates.length === 1 ? validOrNull('update', updates[0]) : null;
}

const easy = (text: string) => parseWithJsYaml(text);

/** A part of a text keeps all of it in memory; this one does not. */
const apart = (text: string): string => Buffer.from(text).toString();
