/** Which items something holds of, and of which nobody can say: what is not known is not false. */
import type { Item } from '../../../schemas/item.ts';
import { pluralize } from '../../util/pluralize.ts';
import { idOf } from '../model/plan.ts';

/** Why there is no answer, and how to ask so that there is one. */
export interface UnknownResult {
  reason: string;
  hint: string | null;
}

/** Whether something holds of an item. */
export type Ternary = boolean | UnknownResult;

export interface Undecided extends UnknownResult {
  ids: string[];
}

/**
 * The items of which all of it holds. Where any of it does not hold, the rest does not matter; an item of which some is
 * unknown and none is false is undecided.
 */
export function evaluate(
  items: readonly Item[],
  judges: readonly ((item: Item) => Ternary)[],
): { items: Item[]; undecided: Undecided[] } {
  const undecided = new Map<string, Undecided>();
  const held = items.filter((item) => {
    let why: UnknownResult | null = null;
    for (const judge of judges) {
      const verdict = judge(item);
      if (verdict === false) return false;
      if (verdict !== true) why ??= verdict;
    }
    if (!why) return true;
    const known = undecided.get(why.reason) ?? { ...why, ids: [] };
    undecided.set(why.reason, known);
    known.ids.push(idOf(item));
    return false;
  });
  return { items: held, undecided: [...undecided.values()] };
}

/** For a person: how many of how many, why, which, and what to do. */
export function undecidedText({ reason, hint, ids }: Undecided, of: number): string {
  const told = `${ids.length} of ${pluralize(of, 'item')} ${ids.length === 1 ? 'is' : 'are'} undecided, for ${reason}: ${shortIdList(ids)}`;
  return hint === null ? told : `${told}\n  ${hint}`;
}

const most = 12;

/** The ids, but no more than fit a line or two. */
export function shortIdList(ids: readonly string[]): string {
  const shown = ids.length > most ? ids.slice(0, most - 1) : ids;
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
