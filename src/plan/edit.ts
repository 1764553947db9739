/** A change to one item's text, said in terms of its value. */
import type { Path } from '../trouble.ts';

export type Edit =
  /** Sets a scalar; where its key is absent, the key is added. */
  | { set: Path; to: string }
  /** Adds a mapping at the end of a list; where the list is absent, it is added. */
  | { append: Path; entry: Readonly<Record<string, unknown>> };
