/** A plan file's text, and what became of reading it. */

import type { Finding } from '../../errors.ts';
import type { Shaped, ShapeName } from '../../plan/rules/is-valid.ts';

/** A plan file as it was read. */
export interface Source {
  /** Absolute. */
  path: string;
  /** As the user would type it. */
  name: string;
  text: string;
}

/** The value, where its shape is right; else what is wrong. */
export interface Valued<Name extends ShapeName> {
  value: Shaped<Name> | null;
  findings: Finding[];
}
