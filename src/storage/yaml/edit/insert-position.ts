/** Where a new key goes in an item file: the keys that come before it in the schema. */
import { itemFileKeys } from '../../../../schemas/key-order.ts';
import type { Path } from '../../../errors.ts';

/** The keys of the mapping at `path` in an item file. */
export function keyOrder(path: Path): readonly string[] {
  if (path.length === 0) return itemFileKeys.item;
  if (path[1] === 'milestones') return itemFileKeys.milestone;
  const [name] = path;
  return name === 'added' || name === 'retired' || name === 'amendments' || name === 'updates'
    ? itemFileKeys[name]
    : [];
}
