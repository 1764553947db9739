/** The plan in memory, and the ids and file names of its items. Items have the structure of their files. */

import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { compareText } from '../../util/compare-text.ts';

export interface Plan {
  settings: PlanFile;
  agencies: readonly Agency[];
  /** Sorted by id, as `compareIds` does. */
  items: readonly Item[];
}

/** An item's id as text: `id: 5` is "5". */
export const idOf = (item: Pick<Item, 'id'>): string => String(item.id);

/** The name of an item's file: "05.yaml" for item 5 in a plan with `id-width: 2`. */
export function fileNameOf(id: string, settings: Pick<PlanFile, 'id-width'>): string {
  const padded = /^\d+$/.test(id) ? id.padStart(settings['id-width'] ?? 1, '0') : id;
  return `${padded}.yaml`;
}

/**
 * The subfolder of `items` for an item's file: "12" for items 1203 and `1203a`, where `item-folders` is `hundreds`. Null
 * for `items` itself, which is also for ids that do not start with a number.
 */
export const itemFolderOf = (
  id: string,
  settings: Pick<PlanFile, 'id-width' | 'item-folders'>,
): string | null => (settings['item-folders'] === 'hundreds' ? folderOfHundred(id, settings) : null);

/** The folder of a number's hundred: its digits before the last two. */
export function folderOfHundred(id: string, settings: Pick<PlanFile, 'id-width'>): string | null {
  const [number] = /^\d+/.exec(id) ?? [];
  return number?.padStart(Math.max(settings['id-width'] ?? 1, 3), '0').slice(0, -2) ?? null;
}

/** Whether a subfolder of `items` can hold items, whatever `item-folders` is. */
export const isItemFolder = (name: string): boolean => /^\d+$/.test(name);

/**
 * The name of an item's file without its extension; null for other files.
 * @param path relative to the plan's folder, such as `items/05.yaml` or `items/00/0005.yaml`
 */
export const itemFileIn = (path: string): string | null =>
  /^items\/(?:\d+\/)?([^./][^/]*)\.yaml$/.exec(path)?.[1] ?? null;

/** Compares ids in natural order: 2 before 10, `2a` after `2`. */
export function compareIds(a: string, b: string): number {
  const byNumber = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  return byNumber || compareText(a, b);
}

/** The item with an id: "5", "05" and "005" are item 5. */
export function findItem(plan: Pick<Plan, 'items'>, text: string): Item | undefined {
  const wanted = canonicalId(text);
  return plan.items.find((item) => idOf(item) === wanted);
}

/** An id without leading zeros. */
export const canonicalId = (text: string): string => text.replace(/^0+(?=\d+$)/, '');
