/** The parts of a comparison that a reader takes one at a time. */

import type { Plan } from '../model/plan.ts';
import type { ItemChanges } from './item-changes.ts';

export interface Group {
  /** Null for items that no group of the plan holds. */
  name: string | null;
  items: ItemChanges[];
}

/** An item stands where it stands now, and for agencies also where it stood. */
const places = {
  pillar: ({ before, after }: ItemChanges): readonly string[] => {
    const item = after ?? before;
    return item ? [item.pillar] : [];
  },
  agency: ({ before, after }: ItemChanges): readonly string[] => [
    ...(after?.agencies ?? []),
    ...(before?.agencies ?? []),
  ],
};

export type Grouping = keyof typeof places;
export const groupings = Object.keys(places) as Grouping[];

/**
 * In the plan's order; groups without a change are left out.
 * @param only the ids of the groups that were asked for; absent for all
 */
export function groupChanges(
  items: readonly ItemChanges[],
  by: Grouping,
  { settings, agencies }: Plan,
  only?: readonly string[],
): Group[] {
  const known = by === 'pillar' ? settings.pillars : agencies;
  const isIn = (news: ItemChanges, id: string) => places[by](news).includes(id);
  const isElsewhere = (news: ItemChanges) => !known.some(({ id }) => isIn(news, id));
  return [
    ...known
      .filter(({ id }) => !only || only.includes(id))
      .map(({ id, name }) => ({ name, items: items.filter((news) => isIn(news, id)) })),
    { name: null, items: items.filter(isElsewhere) },
  ].filter((group) => group.items.length > 0);
}
