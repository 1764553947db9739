/** Gives rules the facts about an item that are not in the item itself. */
import { basename, dirname, join } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import { gapsIn } from '../../plan/model/numbering.ts';
import { idOf } from '../../plan/model/plan.ts';
import type { Context } from '../../plan/rules/index.ts';
import { sha256 } from '../../util/sha256.ts';
import type { Source } from '../yaml/source.ts';
import type { LoadedPlan } from './read-plan.ts';

/** Gives the context of each item of a plan. */
export function ruleContexts(loaded: LoadedPlan, today: string): (item: Item) => Context {
  const { plan, root, sources } = loaded;
  const copies = new Map<string, number>();
  for (const item of plan.items) copies.set(idOf(item), (copies.get(idOf(item)) ?? 0) + 1);
  const items = join(root, 'items');
  let gaps: ReturnType<typeof gapsIn> | undefined;
  return (item) => ({
    plan,
    copies,
    today,
    sha256,
    ...filePosition(items, sources.items.get(item)),
    // By file names: an item that cannot be read is not missing.
    gapBefore(fileName) {
      gaps ??= gapsIn(loaded.files.map((file) => basename(file)));
      return gaps.get(fileName);
    },
  });
}

/** The name and folder of an item's file. @param items the path of the items folder */
function filePosition(
  items: string,
  { path, name }: Pick<Source, 'path' | 'name'> = { path: '', name: '' },
): Pick<Context, 'fileName' | 'folder' | 'pathIn'> {
  const [fileName, folder] = [basename(path), dirname(path)];
  const isFlat = folder === items;
  return {
    fileName,
    folder: isFlat ? null : basename(folder),
    pathIn: (other) => join(dirname(name), isFlat ? '' : '..', other ?? '', fileName),
  };
}
