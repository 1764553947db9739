/** Edits taken apart into the smallest ones: a list of words becomes another one entry at a time. */

import type { Path } from '../../../errors.ts';
import type { AppendEdit, Edit, RemoveEdit } from '../../../plan/changes/edit.ts';
import { find, type ParsedWithTree } from '../syntax-tree.ts';
import { lineEnd } from './insert.ts';

/** A word put into a list at a path that ends in its index. */
export interface Inserting {
  insert: Path;
  word: string;
}
/** Several mappings for the list at a path, one after the other. */
export interface AppendMany extends AppendEdit {
  more?: readonly AppendEdit['entry'][];
}
export type SmallEdit = Exclude<Edit, AppendEdit> | AppendMany | Inserting;

export const pathOf = (step: SmallEdit): Path =>
  'set' in step ? step.set : 'append' in step ? step.append : 'remove' in step ? step.remove : step.insert;

/** The steps that an edit is made in, each on the text of the one before; null where this spelling can't be changed. */
export function stepsOf(
  text: string,
  { value, root }: ParsedWithTree,
  edit: Edit,
): readonly SmallEdit[] | null {
  const to = 'set' in edit && Array.isArray(edit.to) ? (edit.to as readonly string[]) : null;
  const old = to ? at(value, pathOf(edit)) : null;
  if (!to || !Array.isArray(old) || old.length === 0) return [edit];
  if (to.length === 0) return null;
  const isMoved =
    to.filter((word) => old.includes(word)).join() !== old.filter((word) => to.includes(word)).join();
  const { start, end } = find(root, pathOf(edit))!;
  // A comment would be left behind, or lost.
  if (isMoved && text.slice(start, lineEnd(text, end)).includes('#')) return null;
  return steps(pathOf(edit), old, to);
}

/**
 * The steps from one list of words to another, in which as many entries stay as can. What is new comes before
 * anything is taken away, so that the list is never empty on the way.
 */
function steps(path: Path, old: readonly unknown[], to: readonly string[]): (Inserting | RemoveEdit)[] {
  const staying = common(old, to);
  const added: Inserting[] = [];
  const gone: RemoveEdit[] = [];
  let [i, j] = [0, 0];
  for (let index = 0; i < old.length || j < to.length; index++) {
    const here = [...path, index];
    if (i < old.length && j < to.length && old[i] === to[j]) [i, j] = [i + 1, j + 1];
    else if (i < old.length && staying[i + 1]![j]! >= (staying[i]![j + 1] ?? -1)) {
      gone.unshift({ remove: here });
      i++;
    } else added.push({ insert: here, word: to[j++]! });
  }
  return [...added, ...gone];
}

/** How many entries the rest of two lists, from `[i]` and `[j]` on, have in common in one order. */
function common(old: readonly unknown[], to: readonly unknown[]): number[][] {
  const counts = [...old, null].map(() => [...to, null].map(() => 0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      counts[i]![j] =
        old[i] === to[j] ? counts[i + 1]![j + 1]! + 1 : Math.max(counts[i + 1]![j]!, counts[i]![j + 1]!);
  return counts;
}

/** The value at a path, or undefined. */
export const at = (value: unknown, path: Path): unknown => path.reduce(child, value);

export const child = (value: unknown, name: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string | number, unknown>)[name]
    : undefined;
