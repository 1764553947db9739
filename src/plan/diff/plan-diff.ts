/** What changed in the plan between two points. */
import type { Item } from '../../../schemas/item.ts';
import { compareIds, idOf, type Plan } from '../model/plan.ts';
import { classifyChanges, type ItemChanges } from './item-changes.ts';
import type { FieldChange, ItemState } from './item-diff.ts';
import { settingsChanges } from './settings-diff.ts';

/** The items at one of the points. */
export interface Items extends Pick<Plan, 'items'> {
  /** The ids of the items whose files can't be read. */
  unreadable?: readonly string[];
}

/** The plan at one of the points. */
export interface PlanState extends Plan, Items {}

export interface Comparison {
  before: Plan;
  after: Plan;
  /** The items that changed, by id. */
  items: ItemChanges[];
  /** What changed of `plan.yaml` and of the register: `title`, `pillar first`, `agency dol name`. */
  plan: FieldChange[];
}

/** Compares two states of a plan, item by item: an item is the same as long as its id is, whatever its file is called. */
export const comparePlans = (before: PlanState, after: PlanState): Comparison => ({
  before,
  after,
  items: compareItems(before, after),
  plan: settingsChanges(before, after),
});

/** The items that changed, by id. */
export function compareItems(before: Items, after: Items): ItemChanges[] {
  const [was, is] = [byKey(before), byKey(after)];
  const stateOf = (
    items: Map<string, Item>,
    side: Items,
    others: Map<string, Item>,
    key: string,
  ): ItemState => items.get(key) ?? (isLost(key, side, others) ? 'unreadable' : null);
  const keys = new Set([...was.keys(), ...is.keys(), ...unreadable(before), ...unreadable(after)]);
  const items = [...keys].flatMap((key) => {
    const [id = ''] = key.split(' ');
    return classifyChanges(id, stateOf(was, before, is, key), stateOf(is, after, was, key)) ?? [];
  });
  return items.sort((a, b) => compareIds(a.id, b.id));
}

const unreadable = ({ unreadable = [] }: Items) => unreadable;

/** Items by their ids. Where two have one id, which is a fault of the plan, none of them is passed over. */
function byKey({ items }: Items): Map<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    let key = idOf(item);
    for (let count = 2; found.has(key); count++) key = `${idOf(item)} ${count}`;
    found.set(key, item);
  }
  return found;
}

/**
 * Whether an item that can't be found may stand in a file that can't be read: the one of its name, or one whose name
 * says nothing that the other side knows.
 */
const isLost = (key: string, side: Items, others: Map<string, Item>): boolean =>
  unreadable(side).some((id) => id === key || !others.has(id));

/** The words of both points, for naming and choosing: what the plan says now, then what it does not say any more. */
export function mergedNames({ before, after }: Comparison): Plan {
  const both = <Entry extends { id: string }>(now: readonly Entry[], then: readonly Entry[]) => [
    ...now,
    ...then.filter(({ id }) => !now.some((each) => each.id === id)),
  ];
  const settings = { ...after.settings, pillars: both(after.settings.pillars, before.settings.pillars) };
  return { settings, agencies: both(after.agencies, before.agencies), items: after.items };
}

/** Only what is about items that are kept, before or after; the plan's own files are left aside. */
export function filterComparison(comparison: Comparison, keeps: (item: Item) => boolean): Comparison {
  const { before, after, items } = comparison;
  const kept = new Set([...before.items, ...after.items].filter(keeps).map(idOf));
  const part = (plan: Plan): Plan => ({ ...plan, items: plan.items.filter((item) => kept.has(idOf(item))) });
  return {
    before: part(before),
    after: part(after),
    // Of what can't be read nobody knows whether it would be kept.
    items: items.filter(({ id, before, after }) => kept.has(id) || (!before && !after)),
    plan: [],
  };
}
