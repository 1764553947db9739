/** The path, in the current version of an item, of the target of a finding about its history. */

import type { Item } from '../../../../schemas/item.ts';
import type { Path } from '../../../errors.ts';
import { deepEqual } from '../../../util/equal.ts';
import { fieldPath, parseFieldLabel } from '../../model/field-labels.ts';
import type { FindingTarget } from './rule.ts';

/** Null where the target is not in the item any more. */
export function pathInItem(item: Item, target: FindingTarget): Path | null {
  const path = pathTo(item, target);
  return path !== null && exists(item, path) ? path : null;
}

function pathTo(item: Item, target: FindingTarget): Path | null {
  if ('path' in target) return target.path;
  if ('field' in target) return labelPath(item, target.field);
  const [list, entries, entry] =
    'entry' in target
      ? (['updates', item.updates ?? [], target.entry] as const)
      : (['amendments', item.amendments ?? [], target.amendment] as const);
  const index = entries.findIndex((each) => deepEqual(each, entry));
  if (index < 0) return null;
  return target.key === undefined ? [list, index] : [list, index, target.key];
}

/** The path of a field whose label has the keys of nested mappings: `retired.reason`. */
function labelPath(item: Item, label: string): Path | null {
  const path = fieldPath(item, parseFieldLabel(label));
  return path && [...path.slice(0, -1), ...String(path.at(-1)).split('.')];
}

const exists = (item: Item, path: Path): boolean =>
  path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    item,
  ) !== undefined;
