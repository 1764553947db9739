/** How a milestone is named where its item is not beside it. */
import type { Item, Milestone } from '../../../schemas/item.ts';
import { idOf } from '../model/plan.ts';

/** "5.1", whose item anyone can tell; else with the item's id before it. */
export function milestoneName(item: Pick<Item, 'id'>, { id }: Pick<Milestone, 'id'>): string {
  const of = idOf(item);
  return id === of || id.startsWith(`${of}.`) ? id : `${of} ${id}`;
}
