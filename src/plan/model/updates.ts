/** The updates of an item: their ids, and which of them count once corrections and withdrawals apply. */

import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { compareText } from '../../util/compare-text.ts';
import { stableJson } from '../../util/equal.ts';
import { sha256 } from '../../util/sha256.ts';

/** The keys that do not count for an id: it is the same in the public plan, and after the update was released. */
const keysOutsideId = ['by', 'visibility', 'released'];

/**
 * The id of an update: eight hexadecimal digits of the SHA-256 of its content without `by`, `visibility`, `released` and
 * `x-` keys. Equal updates of one item have the same one here; see `updateIds`.
 */
export function updateId(entry: Update): string {
  const content = Object.entries(entry).filter(
    ([key]) => !keysOutsideId.includes(key) && !key.startsWith('x-'),
  );
  return sha256(stableJson(Object.fromEntries(content))).slice(0, 8);
}

/** The ids of the updates of an item, in the order of the file. The second of equal updates gets `-2`, the third `-3`. */
export function updateIds({ updates = [] }: Pick<Item, 'updates'>): string[] {
  const counts = new Map<string, number>();
  return updates.map((entry) => {
    const id = updateId(entry);
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}

/** An update with its id, and the ids of the entries that replace it. */
export interface IdentifiedUpdate {
  id: string;
  entry: Update;
  /** The correction that takes its place, or null. */
  correctedBy: string | null;
  /** The withdrawal of it, or of an entry that it corrects or that corrects it; or null. */
  withdrawnBy: string | null;
}

/** An update and its corrections, oldest first. */
interface Chain {
  entries: IdentifiedUpdate[];
  withdrawnBy: string | null;
}

/**
 * All entries of `updates` in the order of the file, each with what replaces it. A correction counts by itself if the
 * entry that it names is not listed before it.
 */
export function identifiedUpdates(item: Pick<Item, 'updates'>): readonly IdentifiedUpdate[] {
  const { all, chains } = chainsOf(item);
  for (const { entries, withdrawnBy } of chains)
    for (const [at, each] of entries.entries()) {
      each.correctedBy = entries[at + 1]?.id ?? null;
      each.withdrawnBy = withdrawnBy;
    }
  return all;
}

/** All entries, and the chains in the order of their first entries. */
function chainsOf(item: Pick<Item, 'updates'>): { all: IdentifiedUpdate[]; chains: Chain[] } {
  const ids = updateIds(item);
  const all = (item.updates ?? []).map(
    (entry, at): IdentifiedUpdate => ({ id: ids[at]!, entry, correctedBy: null, withdrawnBy: null }),
  );
  const chains: Chain[] = [];
  const chainOf = new Map<string, Chain>();
  for (const each of all) {
    const { corrects, withdraws } = each.entry;
    const target = chainOf.get(corrects ?? withdraws ?? '');
    if (withdraws !== undefined) {
      if (target) target.withdrawnBy = each.id;
      continue;
    }
    const chain = target ?? { entries: [], withdrawnBy: null };
    if (!target) chains.push(chain);
    chain.entries.push(each);
    chainOf.set(each.id, chain);
  }
  return { all, chains };
}

/**
 * The updates of an item that count, in the order of the file: not those that were corrected or withdrawn, and no
 * withdrawals. A correction is listed in the place of the update that it corrects.
 */
export function listedUpdates(item: Pick<Item, 'updates'>): readonly Update[] {
  const { updates = [] } = item;
  if (!updates.some(replacesAnother)) return updates;
  const { chains } = chainsOf(item);
  return chains.flatMap(({ entries, withdrawnBy }) => (withdrawnBy === null ? entries.at(-1)!.entry : []));
}

/** The update that an entry corrects, by way of any corrections in between; else the entry itself. */
export function originalOf(item: Pick<Item, 'updates'>, entry: Update): Update {
  if (entry.corrects === undefined) return entry;
  const { chains } = chainsOf(item);
  const chain = chains.find(({ entries }) => entries.some((each) => each.entry === entry));
  return chain?.entries.at(0)?.entry ?? entry;
}

/** Whether an update counts: it is no withdrawal, and was neither corrected nor withdrawn. */
export const isEffective = ({ entry, correctedBy, withdrawnBy }: IdentifiedUpdate): boolean =>
  entry.withdraws === undefined && correctedBy === null && withdrawnBy === null;

/** Whether an entry corrects or withdraws another one. */
export const replacesAnother = ({ corrects, withdraws }: Update): boolean =>
  corrects !== undefined || withdraws !== undefined;

/** The updates of an item that count, oldest `as-of` first; of the same day, as `listedUpdates` has them. */
export function effectiveUpdates(item: Pick<Item, 'updates'>): readonly Update[] {
  const updates = listedUpdates(item);
  const isSorted = updates.every((entry, at) => at === 0 || updates[at - 1]!['as-of'] <= entry['as-of']);
  return isSorted ? updates : updates.toSorted((a, b) => compareText(a['as-of'], b['as-of']));
}

/** Whether there is an update on the item or on one of its milestones. */
export const isReported = (item: Pick<Item, 'updates'>): boolean => listedUpdates(item).length > 0;

/** The newest update by the day that it is true for. */
export const newestUpdate = (item: Pick<Item, 'updates'>): Update | undefined =>
  effectiveUpdates(item).at(-1);
