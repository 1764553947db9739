/** In which order a file's keys stand: the order of its shape. */
import { item, milestone } from '../../schemas/item.ts';
import type { Path } from '../trouble.ts';

/** The keys of the mapping at `path` in an item's file. */
export function keyOrder(path: Path): readonly string[] {
  if (path.length === 0) return Object.keys(item.shape);
  return path[1] === 'milestones' ? Object.keys(milestone.shape) : [];
}
