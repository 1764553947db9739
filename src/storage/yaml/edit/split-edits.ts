/** Splits edits into the smallest ones: replacing a list of words becomes inserting and removing single words. */
import type { Path } from '../../../errors.ts';
import type { AppendEdit, Edit, RemoveEdit } from '../../../plan/changes/edit.ts';
import type { ParsedYaml } from '../parse.ts';
import { findNode } from '../syntax-tree.ts';
import { lineEnd } from './insert.ts';

/** Inserts values into a list, before the index that the path ends in. */
export interface InsertEdit {
  insert: Path;
  values: readonly unknown[];
}
/** Appends several mappings to the list at a path. */
export interface AppendMany extends AppendEdit {
  more?: readonly AppendEdit['entry'][];
}
export type SmallEdit = Exclude<Edit, AppendEdit> | AppendMany | InsertEdit;

export const editPath = (edit: SmallEdit): Path =>
  'set' in edit ? edit.set : 'append' in edit ? edit.append : 'remove' in edit ? edit.remove : edit.insert;

/** The small edits that make up an edit, each to be made after the one before; null where this text cannot be changed. */
export function splitEdit(
  text: string,
  { value, root }: ParsedYaml,
  edit: Edit,
): readonly SmallEdit[] | null {
  const to = 'set' in edit && Array.isArray(edit.to) ? (edit.to as readonly string[]) : null;
  const old = to ? valueAtPath(value, editPath(edit)) : null;
  if (!to || !Array.isArray(old) || old.length === 0) return [edit];
  if (to.length === 0) return null;
  const isReordered =
    to.filter((word) => old.includes(word)).join() !== old.filter((word) => to.includes(word)).join();
  const { start, end } = findNode(root, editPath(edit))!;
  // Comments would stay at the wrong words, or be lost.
  if (isReordered && text.slice(start, lineEnd(text, end)).includes('#')) return null;
  return listEdits(editPath(edit), old, to);
}

/**
 * The edits from one list of words to another that keep as many entries as possible. Insertions come first, so that the
 * list is never empty.
 */
function listEdits(path: Path, old: readonly unknown[], to: readonly string[]): (InsertEdit | RemoveEdit)[] {
  const kept = commonLengths(old, to);
  const insertions: InsertEdit[] = [];
  const removals: RemoveEdit[] = [];
  let [i, j] = [0, 0];
  for (let index = 0; i < old.length || j < to.length; index++) {
    const entry = [...path, index];
    if (i < old.length && j < to.length && old[i] === to[j]) [i, j] = [i + 1, j + 1];
    else if (i < old.length && kept[i + 1]![j]! >= (kept[i]![j + 1] ?? -1)) {
      removals.unshift({ remove: entry });
      i++;
    } else insertions.push({ insert: entry, values: [to[j++]] });
  }
  return [...insertions, ...removals];
}

/** At `[i][j]`, the length of the longest common subsequence of the two lists from these indexes on. */
function commonLengths(old: readonly unknown[], to: readonly unknown[]): number[][] {
  const lengths = [...old, null].map(() => [...to, null].map(() => 0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i]![j] =
        old[i] === to[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

/** The value at a path, or undefined. */
export const valueAtPath = (value: unknown, path: Path): unknown => path.reduce(ownProperty, value);

export const ownProperty = (value: unknown, name: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string | number, unknown>)[name]
    : undefined;
