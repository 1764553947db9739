/** Releases internal updates to the public, for `plan release`. */
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { PlanError } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import { isPublic } from '../model/redact.ts';
import { type IdentifiedUpdate, identifiedUpdates, isEffective } from '../model/updates.ts';
import type { Edit } from './edit.ts';

/** The result of a release in an item; nothing is written yet. */
export interface Release {
  before: Item;
  after: Item;
  /** The released updates, as they are now; at least one. */
  released: IdentifiedUpdate[];
  edits: Edit[];
}

/**
 * Makes internal updates of an item public. Null where there are none to release.
 * @param isWanted which of them; by default all
 * @throws PlanError `refused` where a wanted update was corrected or withdrawn
 */
export function releaseUpdates(
  before: Item,
  decision: NonNullable<Update['released']>,
  isWanted: (update: IdentifiedUpdate) => boolean = () => true,
): Release | null {
  const all = identifiedUpdates(before);
  const publicIds = new Set(all.flatMap(({ id, entry }) => (isPublic(entry) ? [id] : [])));
  const isReleased = ({ entry, ...update }: IdentifiedUpdate) =>
    !isPublic(entry) &&
    (isEffective({ entry, ...update }) || publicIds.has(entry.corrects ?? entry.withdraws ?? ''));
  const after = structuredClone(before);
  const released: IdentifiedUpdate[] = [];
  const edits: Edit[] = [];
  for (const [at, update] of all.entries()) {
    if (!isWanted(update) || !isReleased(update)) continue;
    const entry: Update = { ...update.entry, visibility: 'public', released: decision };
    after.updates![at] = entry;
    released.push({ ...update, entry });
    edits.push({ set: ['updates', at, 'visibility'], to: 'public' });
    edits.push({ set: ['updates', at, 'released'], to: { ...decision } });
  }
  return released.length === 0 ? null : { before, after, released, edits };
}

/**
 * The internal update with an id, which may be abbreviated.
 * @throws PlanError `not-found`; `usage` where several ids begin so; `refused` where it is public, or no longer counts
 */
export function findInternalUpdate(item: Item, typed: string): IdentifiedUpdate {
  const all = identifiedUpdates(item);
  const exact = all.filter(({ id }) => id === typed);
  const found = exact.length > 0 ? exact : all.filter(({ id }) => id.startsWith(typed));
  const name = `item ${idOf(item)}`;
  const internal = all
    .filter((each) => !isPublic(each.entry) && isEffective(each))
    .map(({ id }) => `\`${id}\``);
  const hint = internal.length === 0 ? null : `its internal updates are ${internal.join(', ')}`;
  const [update] = found;
  if (!update) throw new PlanError('not-found', `${name} has no update \`${typed}\``, hint);
  if (found.length > 1)
    throw new PlanError('usage', `${found.length} updates of ${name} begin with \`${typed}\``, hint);
  if (isPublic(update.entry)) throw new PlanError('refused', `update \`${update.id}\` is public`, hint);
  if (update.correctedBy ?? update.withdrawnBy)
    throw new PlanError('refused', `update \`${update.id}\` was corrected or withdrawn`, hint);
  return update;
}
