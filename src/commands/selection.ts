/** Which items a question is about: the options that every reading verb shares. */
import type { Item } from '../../schemas/item.ts';
import type { Clock } from '../plan/dates.ts';
import { isRetired } from '../plan/derived.ts';
import type { Plan } from '../plan/plan.ts';
import { type DimensionName, dimensionNames, select } from '../plan/query.ts';
import { listOption, option } from './verb.ts';

export interface SelectionFlags extends Partial<Record<DimensionName, string[]>> {
  overdue?: boolean;
  unreported?: boolean;
  retired?: boolean;
}

export const selectionOptions = [
  listOption('--agency <name>', 'responsible: an id, name or alias'),
  listOption('--lead <name>', 'leading: the same, or unknown'),
  listOption('--pillar <name>', 'in this part of the plan'),
  listOption('--status <status>', 'a status, or not-reported'),
  listOption('--rating <rating>', 'a rating, or not-rated'),
  listOption('--kind <kind>', 'action, business-as-usual, or unknown'),
  listOption('--horizon <name>', "one of the plan's horizons, ongoing, or trigger"),
  option('--overdue', 'only those with an open milestone whose date has passed'),
  option('--unreported', 'only those on which nobody has reported'),
  option('--retired', 'only those that were retired, which are left out otherwise'),
];

export interface Selection {
  /** In the plan's order. */
  items: Item[];
  /** How many there are to choose from: all that are not retired or, where asked for those, all that are. */
  of: number;
  /** How many items of the plan are retired. */
  retired: number;
}

/** @throws Fault `unknown-word` */
export function selectionOf(
  plan: Plan,
  words: readonly string[],
  { overdue = false, unreported = false, retired = false, ...flags }: SelectionFlags,
  clock: Clock,
): Selection {
  const where = Object.fromEntries(
    dimensionNames.flatMap((name) => (flags[name] ? [[name, flags[name]]] : [])),
  );
  const inAll = plan.items.filter(isRetired).length;
  return {
    items: select(plan, { where, overdue, unreported, retired, words }, clock),
    of: retired ? inAll : plan.items.length - inAll,
    retired: inAll,
  };
}
