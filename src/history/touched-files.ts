/** Which items' files a commit changed, before anything of them is read. */

import type { CommitWithFiles } from '../git/log.ts';
import { canonicalId } from '../plan/model/plan.ts';
import { locateFile, type PlanRoot } from './plan-roots.ts';

/** An item's file in a commit; blobs by their hashes, null where there is none. */
export interface TouchedItem {
  path: string;
  /** The file's name without its ending, which by rule is the item's id, but for zeros before a number. */
  name: string;
  /** In each parent; for a commit without parents one null. */
  before: (string | null)[];
  after: string | null;
}

export interface TouchedFiles {
  items: TouchedItem[];
  /** The plan's other files. */
  files: string[];
}

/** @param rootAt where the plan lay in a revision: what lies where another plan lies, or will lie, is not of this plan */
export function touchedFiles(
  { commit, parents, files }: CommitWithFiles,
  roots: readonly PlanRoot[],
  rootAt: (revision: string) => PlanRoot | null,
): TouchedFiles {
  const touches: TouchedFiles = { items: [], files: [] };
  for (const { path, before, after } of files) {
    const location = locateFile(roots, path);
    if (!location) continue;
    const isHere = (revision: string) => [null, location.root].includes(rootAt(revision));
    const was = before.map((blob, side) => (isHere(parents[side] ?? commit) ? blob : null));
    const is = isHere(commit) ? after : null;
    if (is === null && was.every((blob) => blob === null)) continue;
    if (location.item !== null) touches.items.push({ path, name: location.item, before: was, after: is });
    else if (was.every((blob) => blob !== is)) touches.files.push(path);
  }
  return { ...touches, items: parents.length > 1 ? touches.items.filter(isNotRenamed) : touches.items };
}

/** Of a merge, an item under a new name is told under that one: the sides are looked for under all its names. */
const isNotRenamed = ({ name, after }: TouchedItem, _: number, all: readonly TouchedItem[]): boolean =>
  after !== null || !all.some((each) => each.after !== null && canonicalId(each.name) === canonicalId(name));
