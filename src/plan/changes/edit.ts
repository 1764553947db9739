/** Edits of an item's file, in terms of its value. */
import type { Path } from '../../errors.ts';

export type Edit = SetEdit | AppendEdit | RemoveEdit;

/** Sets the value at a path that ends in a key; the mapping has to exist. */
export interface SetEdit {
  set: Path;
  to: string | readonly string[] | Readonly<Record<string, unknown>>;
}

/** Appends a mapping to the list at a path; the list can be absent, the mapping it is in has to exist. */
export interface AppendEdit {
  append: Path;
  entry: Readonly<Record<string, unknown>>;
}

/** Removes a key of a mapping or an entry of a list; the key of a list without entries is removed as well. */
export interface RemoveEdit {
  remove: Path;
}
