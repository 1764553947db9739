/** Rewrites an item's file so that it holds another item: only the lines of changed values change. */
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { nameEntries } from '../../plan/merge/merge-lists.ts';
import { deepEqual } from '../../util/equal.ts';
import { editToChanges } from '../yaml/edit/edit.ts';
import { flowText, indentLines, isFields, listLines, pairLines } from '../yaml/edit/emit.ts';
import { applyChanges, indentOf, type TextChange } from '../yaml/edit/insert.ts';
import type { SmallEdit } from '../yaml/edit/split-edits.ts';
import { parse } from '../yaml/parse.ts';
import { findNode, findPair, spanOf } from '../yaml/syntax-tree.ts';

/**
 * Parses a text once, to write it with the values of other items.
 * @param item the item that the text holds
 * @returns a function that gives the text with another item's values, or null where this text can't be changed that way;
 *   it does not read the result to check it
 */
export function itemRewriter(text: string, item: Item): (target: Item) => string | null {
  const { root } = parse(text);
  const changesOf = (edit: SmallEdit, keys: readonly string[] = []) =>
    editToChanges(text, root, edit, () => keys);

  /**
   * The changes from one value at a path to another; undefined means that there is no value.
   * @param keys the keys of the mapping that holds the value, in the order of the target
   */
  function valueChanges(
    path: Path,
    from: unknown,
    to: unknown,
    keys?: readonly string[],
  ): TextChange[] | null {
    if (deepEqual(from, to)) return [];
    if (to === undefined) return changesOf({ remove: path });
    if (isFields(from) && isFields(to)) {
      const order = Object.keys(to);
      const all = new Set([...order, ...Object.keys(from)]);
      return combine([...all].map((key) => valueChanges([...path, key], from[key], to[key], order)));
    }
    if (isFilledList(from) && isFilledList(to)) return listChanges(path, from, to) ?? replaceValue(path, to);
    if (isMappingList(to)) return changesOf({ append: path, entry: to[0]!, more: to.slice(1) }, keys);
    return changesOf({ set: path, to: to as string }, keys) ?? replaceValue(path, to);
  }

  /** Writes a key with its value anew. */
  function replaceValue(path: Path, to: unknown): TextChange[] | null {
    const mapping = findNode(root, path.slice(0, -1));
    const pair = findPair(mapping, path.at(-1)!);
    if (mapping?.kind !== 'mapping' || !pair) return null;
    const { start, end } = spanOf(pair);
    if (mapping.flow) return [{ start, end, insert: `${flowText(pair.name)}: ${flowText(to)}` }];
    const column = indentOf(text, start);
    const lines = isMappingList(to) ? listLines(pair.name, to, column) : pairLines(pair.name, to, column);
    return [{ start, end, insert: indentLines(lines, column).join('\n').trimStart() }];
  }

  function listChanges(path: Path, from: unknown[], to: unknown[]): TextChange[] | null {
    const list = findNode(root, path);
    if (list?.kind === 'list' && list.flow && !/[#\n]/.test(text.slice(list.start, list.end)))
      return [{ start: list.start, end: list.end, insert: flowText(to) }];
    const [old, current] = nameEntries(from, to);
    const [oldNames, currentNames] = [new Set(old), new Set(current)];
    const kept = old.filter((name) => currentNames.has(name));
    const isReordered = !deepEqual(
      kept,
      current.filter((name) => oldNames.has(name)),
    );
    // Removing the last entry of a list would remove its key.
    if (isReordered || kept.length === 0) return null;
    const changes: (TextChange[] | null)[] = [];
    let [index, at] = [0, 0];
    for (const name of [...kept, undefined]) {
      const next = name === undefined ? to.length : current.indexOf(name, at);
      if (next > at) changes.push(changesOf({ insert: [...path, index], values: to.slice(at, next) }));
      for (; index < old.length && old[index] !== name; index++)
        changes.push(changesOf({ remove: [...path, index] }));
      if (name !== undefined) changes.push(valueChanges([...path, index], from[index], to[next]));
      [index, at] = [index + 1, next + 1];
    }
    return combine(changes);
  }

  return (target) => {
    const changes = valueChanges([], item, target)?.sort((a, b) => a.start - b.start || a.end - b.end);
    const isValid = changes?.every(({ start }, index) => index === 0 || start >= changes[index - 1]!.end);
    return changes && isValid ? applyChanges(text, changes) : null;
  };
}

const isFilledList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;

const isMappingList = (value: unknown): value is Readonly<Record<string, unknown>>[] =>
  isFilledList(value) && value.every(isFields);

const combine = (changes: (TextChange[] | null)[]): TextChange[] | null =>
  changes.every((each) => each !== null) ? changes.flat() : null;
