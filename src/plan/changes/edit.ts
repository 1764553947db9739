/** A change to one item's text, said in terms of its value. */
import type { Path } from '../../errors.ts';

export type Edit = SetEdit | AppendEdit | RemoveEdit;

/** A value at a path that ends in a key; the key may be absent, its mapping not. */
export interface SetEdit {
  set: Path;
  to: string | readonly string[] | Readonly<Record<string, unknown>>;
}

/** One more mapping for the list at a path; the list may be empty or absent, the mapping it is in not. */
export interface AppendEdit {
  append: Path;
  entry: Readonly<Record<string, unknown>>;
}

/** A key of a mapping, or an entry of a list, taken away; a list that loses its last entry goes with its key. */
export interface RemoveEdit {
  remove: Path;
}
