/** In which order a file's keys stand: the order of its shape. */
import { addition, amendment, retirement } from '../../schemas/amendment.ts';
import { item, milestone } from '../../schemas/item.ts';
import { update } from '../../schemas/update.ts';
import type { Path } from '../trouble.ts';

const within: Readonly<Record<string, { readonly shape: object }>> = {
  added: addition,
  retired: retirement,
  amendments: amendment,
  updates: update,
};

/** The keys of the mapping at `path` in an item's file. */
export function keyOrder(path: Path): readonly string[] {
  if (path.length === 0) return Object.keys(item.shape);
  if (path[1] === 'milestones') return Object.keys(milestone.shape);
  return Object.keys(within[String(path[0])]?.shape ?? {});
}
