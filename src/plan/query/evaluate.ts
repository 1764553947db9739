/** Evaluates filters whose result can be unknown: an unknown value is not false. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { idOf } from '../model/plan.ts';

/** Why a result is unknown, and how to get one. */
interface UnknownResult {
  reason: string;
  hint: string | null;
}

/** Whether an item passes a filter. */
export type Ternary = boolean | UnknownResult;

/** The items for which a result is unknown for the same reason. */
export interface Undecided extends UnknownResult {
  ids: string[];
}

/** The items that pass all filters; undecided are those that fail none, and for which a result is unknown. */
export function evaluate(
  items: readonly Item[],
  filters: readonly ((item: Item) => Ternary)[],
): { items: Item[]; undecided: Undecided[] } {
  const undecided = new Map<string, Undecided>();
  const passed = items.filter((item) => {
    let unknown: UnknownResult | null = null;
    for (const filter of filters) {
      const result = filter(item);
      if (result === false) return false;
      if (result !== true) unknown ??= result;
    }
    if (!unknown) return true;
    const group = undecided.get(unknown.reason) ?? { ...unknown, ids: [] };
    undecided.set(unknown.reason, group);
    group.ids.push(idOf(item));
    return false;
  });
  return { items: passed, undecided: [...undecided.values()] };
}

/** A message about undecided items. @param of the number of all items */
export function undecidedText({ reason, hint, ids }: Undecided, of: number): string {
  const text = `${ids.length} of ${pluralize(of, 'item')} ${ids.length === 1 ? 'is' : 'are'} undecided, because ${reason}: ${shortIdList(ids)}`;
  return hint === null ? text : `${text}\n  ${hint}`;
}

const maxIds = 12;

/** The ids, shortened to what fits a line or two. */
export function shortIdList(ids: readonly string[]): string {
  const shown = ids.length > maxIds ? ids.slice(0, maxIds - 1) : ids;
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
