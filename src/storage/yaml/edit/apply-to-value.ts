/** Edits made in a value: what a text is to say once they are made in it. */

import type { Path } from '../../../errors.ts';
import { deepEqual } from '../../../util/equal.ts';
import { at, child, pathOf, type SmallEdit } from './split-edits.ts';

/** Makes the step in the value; false where it is so already, null where the value has no place for it. */
export function applyToValue(value: unknown, step: SmallEdit): boolean | null {
  const path = pathOf(step);
  const parent = at(value, path.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) return null;
  if ('remove' in step) return remove(value, path, parent);
  const name = path.at(-1)!;
  if ('insert' in step) {
    if (Array.isArray(parent)) parent.splice(Number(name), 0, step.word);
    return Array.isArray(parent) || null;
  }
  if (Array.isArray(parent)) return null;
  const old = child(parent, name);
  if ('append' in step && old !== undefined && old !== null && !Array.isArray(old)) return null;
  const now =
    'set' in step
      ? plain(step.to)
      : [...((old as unknown[]) ?? []), ...[step.entry, ...(step.more ?? [])].map(plain)];
  Object.assign(parent, { [name]: now });
  return !deepEqual(old, now);
}

function remove(value: unknown, path: Path, parent: object): boolean | null {
  const name = path.at(-1)!;
  if (!Array.isArray(parent)) {
    const was = Object.hasOwn(parent, name);
    delete (parent as Record<string | number, unknown>)[name];
    return was;
  }
  if (!Object.hasOwn(parent, name)) return null;
  parent.splice(Number(name), 1);
  if (parent.length > 0) return true;
  const holder = at(value, path.slice(0, -2));
  return Array.isArray(holder) ? null : remove(value, path.slice(0, -1), holder as object);
}

/** Without what no file can hold: keys whose value is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
