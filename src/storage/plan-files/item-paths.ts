/** The paths of item files. */
import { join } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import {
  canonicalId,
  fileNameOf,
  folderOfHundred,
  idOf,
  itemFolderOf,
  type Plan,
} from '../../plan/model/plan.ts';
import type { Source } from '../yaml/source.ts';

export interface ItemPaths {
  /** The path by the plan's settings. */
  path: string;
  /** The path in the other layout, with or without folders of a hundred; the file is read there too. */
  otherPath?: string | undefined;
}

/** The paths that the file of an item can have, whether it exists or not. */
export function itemPaths(root: string, settings: PlanFile, id: string): ItemPaths {
  const canonical = canonicalId(id);
  const [folder, hundred] = [itemFolderOf(canonical, settings), folderOfHundred(canonical, settings)];
  const pathIn = (folder: string | null) =>
    join(root, 'items', folder ?? '', fileNameOf(canonical, settings));
  return {
    path: pathIn(folder),
    otherPath: hundred === null ? undefined : pathIn(folder === null ? hundred : null),
  };
}

/** The path of an item's file by the plan's settings. */
export const itemPath = (root: string, settings: PlanFile, id: string): string =>
  itemPaths(root, settings, id).path;

/**
 * The paths to search in an item's history: that of its file and, in a plan with folders, the one without. A plan without
 * folders is searched for one path only, because git finds one much faster than two.
 */
export function historyPaths(
  {
    root,
    plan: { settings },
    sources,
  }: { root: string; plan: Plan; sources: { items: Pick<ReadonlyMap<Item, Source>, 'get'> } },
  item: Item,
): string[] {
  const { path } = sources.items.get(item)!;
  const { otherPath } = itemPaths(root, settings, idOf(item));
  return itemFolderOf(idOf(item), settings) === null || otherPath === undefined ? [path] : [path, otherPath];
}
