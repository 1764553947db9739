/** Groups the changes of a comparison by pillar or agency. */

import type { Plan } from '../model/plan.ts';
import type { ItemChanges } from './item-changes.ts';

export interface Group {
  /** Null for items in no pillar or agency of the plan. */
  name: string | null;
  items: ItemChanges[];
}

/** The ids of the groups of an item: its pillar now; its agencies now and before. */
const groupIds = {
  pillar: ({ before, after }: ItemChanges): readonly string[] => {
    const item = after ?? before;
    return item ? [item.pillar] : [];
  },
  agency: ({ before, after }: ItemChanges): readonly string[] => [
    ...(after?.agencies ?? []),
    ...(before?.agencies ?? []),
  ],
};

export type Grouping = keyof typeof groupIds;
export const groupings = Object.keys(groupIds) as Grouping[];

/**
 * The groups that have changes, in the plan's order.
 * @param only the ids of the groups to return; absent for all
 */
export function groupChanges(
  items: readonly ItemChanges[],
  by: Grouping,
  { settings, agencies }: Plan,
  only?: readonly string[],
): Group[] {
  const known = by === 'pillar' ? settings.pillars : agencies;
  const isIn = (changes: ItemChanges, id: string) => groupIds[by](changes).includes(id);
  const isInNone = (changes: ItemChanges) => !known.some(({ id }) => isIn(changes, id));
  return [
    ...known
      .filter(({ id }) => !only || only.includes(id))
      .map(({ id, name }) => ({ name, items: items.filter((changes) => isIn(changes, id)) })),
    { name: null, items: items.filter(isInNone) },
  ].filter((group) => group.items.length > 0);
}
