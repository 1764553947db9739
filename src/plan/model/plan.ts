/** The plan in memory. Items keep the shape of their files; what can be derived is derived. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';

export interface Plan {
  settings: PlanFile;
  agencies: readonly Agency[];
  /** By id, in natural order. */
  items: readonly Item[];
}

/** An item's id as text: `id: 5` is "5". */
export const idOf = (item: Pick<Item, 'id'>): string => String(item.id);

/** The name an item's file must have: "05.yaml" for item 5 of a plan with `id-width: 2`. */
export function fileNameOf(id: string, settings: Pick<PlanFile, 'id-width'>): string {
  const padded = /^\d+$/.test(id) ? id.padStart(settings['id-width'] ?? 1, '0') : id;
  return `${padded}.yaml`;
}

/**
 * The folder in `items` that holds an item's file: "12" for item 1203, and for `1203a`, where the plan's `item-folders`
 * are `hundreds`. Null where it stands in `items` itself, as in every plan does what begins with no number.
 */
export const itemFolderOf = (
  id: string,
  settings: Pick<PlanFile, 'id-width' | 'item-folders'>,
): string | null => (settings['item-folders'] === 'hundreds' ? folderOfHundred(id, settings) : null);

/** The name of a number's hundred: what stands before its last two digits. */
export function folderOfHundred(id: string, settings: Pick<PlanFile, 'id-width'>): string | null {
  const [number] = /^\d+/.exec(id) ?? [];
  return number?.padStart(Math.max(settings['id-width'] ?? 1, 3), '0').slice(0, -2) ?? null;
}

/** Whether a folder in `items` can hold items, whatever the plan's `item-folders` say. */
export const isItemFolder = (name: string): boolean => /^\d+$/.test(name);

/**
 * What an item's file is called, without its ending; null for what is no item's file.
 * @param path from the plan's folder on, such as `items/05.yaml` or `items/00/0005.yaml`
 */
export const itemFileIn = (path: string): string | null =>
  /^items\/(?:\d+\/)?([^./][^/]*)\.yaml$/.exec(path)?.[1] ?? null;

/** Natural order: 2 before 10, `2a` after `2`. */
export function compareIds(a: string, b: string): number {
  const byNumber = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  return byNumber || (a < b ? -1 : a > b ? 1 : 0);
}

/** The item a person means: "5", "05" and "005" are item 5. */
export function findItem(plan: Pick<Plan, 'items'>, text: string): Item | undefined {
  const wanted = canonicalId(text);
  return plan.items.find((item) => idOf(item) === wanted);
}

/** The id a person means, whether or not the plan has it. */
export const canonicalId = (text: string): string => text.replace(/^0+(?=\d+$)/, '');
