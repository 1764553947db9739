/** Compares two states of the plan. */
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { planAsOf } from '../model/as-of.ts';
import { compareIds, idOf, type Plan } from '../model/plan.ts';
import { classifyChanges, type ItemChanges, isNotEmpty } from './item-changes.ts';
import type { FieldChange, ItemState } from './item-diff.ts';
import { settingsChanges } from './settings-diff.ts';

/** The items of a state. */
export interface Items extends Pick<Plan, 'items'> {
  /** The ids of the items whose files cannot be read. */
  unreadable?: readonly string[];
}

/** A state of the plan: at a revision, or in the working tree. */
export interface PlanState extends Plan, Items {}

export interface Comparison {
  before: Plan;
  after: Plan;
  /** The changed items, sorted by id. */
  items: ItemChanges[];
  /** The changes of plan.yaml and agencies.yaml: `title`, `pillar first`, `agency dol name`. */
  plan: FieldChange[];
}

/**
 * Compares two states. Items are identified by their ids, not by their files.
 * @param since the day of the first state, if the changes are those of a period; see `ItemChanges`
 */
export const comparePlans = (before: PlanState, after: PlanState, since?: string): Comparison => ({
  before,
  after,
  items: compareItems(before, after, since),
  plan: settingsChanges(before, after),
});

/**
 * Compares the plan at the end of two days, by everything that is recorded.
 * @param plan everything that is recorded
 * @param period.since the day before the period, `YYYY-MM-DD`
 * @param period.until its last day; null for all that is recorded
 */
export function comparePeriod(
  plan: PlanState,
  { since, until }: { since: string; until: string | null },
): Comparison {
  if (until === null) return comparePlans(planAsOf(plan, since), plan, since);
  const comparison = comparePlans(planAsOf(plan, since), planAsOf(plan, until), since);
  // An update that is true for a later day is there if its correction is true for an earlier one.
  const isTrue = (entry: Update) => entry.withdraws !== undefined || entry['as-of'] <= until;
  const items = comparison.items.map((changes) => ({
    ...changes,
    reported: changes.reported.filter(isTrue),
  }));
  return { ...comparison, items: items.filter((each) => each.what !== 'changed' || isNotEmpty(each)) };
}

/** The changed items, sorted by id. */
export function compareItems(before: Items, after: Items, since?: string): ItemChanges[] {
  const [was, is] = [byKey(before), byKey(after)];
  const stateOf = (
    items: Map<string, Item>,
    side: Items,
    others: Map<string, Item>,
    key: string,
  ): ItemState => items.get(key) ?? (mayBeUnreadable(key, side, others) ? 'unreadable' : null);
  const keys = new Set([...was.keys(), ...is.keys(), ...unreadable(before), ...unreadable(after)]);
  const items = [...keys].flatMap((key) => {
    const [id = ''] = key.split(' ');
    return classifyChanges(id, stateOf(was, before, is, key), stateOf(is, after, was, key), since) ?? [];
  });
  return items.sort((a, b) => compareIds(a.id, b.id));
}

const unreadable = ({ unreadable = [] }: Items) => unreadable;

/** Items by their ids; the second item with an id has the key `ID 2`. */
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
 * Whether a missing item can be in an unreadable file: in the one with its id, or in one whose id the other state does not
 * have.
 */
const mayBeUnreadable = (key: string, side: Items, others: Map<string, Item>): boolean =>
  unreadable(side).some((id) => id === key || !others.has(id));

/** The plan with the pillars and agencies of both states: those after, then those that exist only before. */
export function mergedNames({ before, after }: Comparison): Plan {
  const both = <Entry extends { id: string }>(after: readonly Entry[], before: readonly Entry[]) => [
    ...after,
    ...before.filter(({ id }) => !after.some((each) => each.id === id)),
  ];
  const settings = { ...after.settings, pillars: both(after.settings.pillars, before.settings.pillars) };
  return { settings, agencies: both(after.agencies, before.agencies), items: after.items };
}

/** The comparison of only those items that pass a test before or after; without the changes of other files. */
export function filterComparison(comparison: Comparison, test: (item: Item) => boolean): Comparison {
  const { before, after, items } = comparison;
  const kept = new Set([...before.items, ...after.items].filter(test).map(idOf));
  const part = (plan: Plan): Plan => ({ ...plan, items: plan.items.filter((item) => kept.has(idOf(item))) });
  return {
    before: part(before),
    after: part(after),
    // An unreadable item might pass, so it is kept.
    items: items.filter(({ id, before, after }) => kept.has(id) || (!before && !after)),
    plan: [],
  };
}
