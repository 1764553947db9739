/** Makes an edit in a value: what the edited text is expected to hold. */
import type { Path } from '../../../errors.ts';
import { deepEqual } from '../../../util/equal.ts';
import { editPath, ownProperty, type SmallEdit, valueAtPath } from './split-edits.ts';

/** Changes the value. `impossible` where it has no mapping or list to change at the path. */
export function applyToValue(value: unknown, edit: SmallEdit): 'changed' | 'unchanged' | 'impossible' {
  const path = editPath(edit);
  const parent = valueAtPath(value, path.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) return 'impossible';
  if ('remove' in edit) return remove(value, path, parent);
  const name = path.at(-1)!;
  if ('insert' in edit) {
    if (!Array.isArray(parent)) return 'impossible';
    parent.splice(Number(name), 0, ...edit.values.map(withoutUndefined));
    return 'changed';
  }
  if (Array.isArray(parent)) return 'impossible';
  const old = ownProperty(parent, name);
  if ('append' in edit && old !== undefined && old !== null && !Array.isArray(old)) return 'impossible';
  const replacement =
    'set' in edit
      ? withoutUndefined(edit.to)
      : [...((old as unknown[]) ?? []), ...[edit.entry, ...(edit.more ?? [])].map(withoutUndefined)];
  Object.assign(parent, { [name]: replacement });
  return deepEqual(old, replacement) ? 'unchanged' : 'changed';
}

function remove(value: unknown, path: Path, parent: object): 'changed' | 'unchanged' | 'impossible' {
  const name = path.at(-1)!;
  if (!Array.isArray(parent)) {
    const existed = Object.hasOwn(parent, name);
    delete (parent as Record<string | number, unknown>)[name];
    return existed ? 'changed' : 'unchanged';
  }
  if (!Object.hasOwn(parent, name)) return 'impossible';
  parent.splice(Number(name), 1);
  if (parent.length > 0) return 'changed';
  // An empty list is removed with its key.
  const holder = valueAtPath(value, path.slice(0, -2));
  return Array.isArray(holder) ? 'impossible' : remove(value, path.slice(0, -1), holder as object);
}

/** Without keys whose value is undefined, which no file can hold. */
const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
