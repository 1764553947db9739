/** The files of items with edits applied to their texts. */
import type { Item } from '../../schemas/item.ts';
import type { Edit } from '../plan/changes/edit.ts';
import type { PlannedWrite } from '../render/write-outcome.ts';
import type { LoadedPlan } from '../storage/plan-files/read-plan.ts';
import { applyEdits } from '../storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../storage/yaml/edit/insert-position.ts';

/** @param changes each item as it was read, with its edits */
export const editFiles = (
  { sources }: Pick<LoadedPlan, 'sources'>,
  changes: readonly { before: Item; edits: readonly Edit[] }[],
): PlannedWrite['files'] =>
  changes.map(({ before, edits }) => {
    const { path, text } = sources.items.get(before)!;
    return { path, before: text, after: applyEdits(text, edits, keyOrder) };
  });
