/** The name of a milestone where its item is not shown beside it. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { idOf } from '../model/plan.ts';

/** The milestone's id, such as "5.1", with the item's id before it where the id does not start with that. */
export function milestoneName(item: Pick<Item, 'id'>, { id }: Pick<Milestone, 'id'>): string {
  const of = idOf(item);
  return id === of || id.startsWith(`${of}.`) ? id : `${of} ${id}`;
}
