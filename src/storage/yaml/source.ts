/** A plan file's text, and what became of reading it. */

import type { Finding } from '../../errors.ts';
import type { SchemaName, SchemaType } from '../../plan/rules/is-valid.ts';

/** A plan file as it was read. */
export interface Source {
  /** Absolute. */
  path: string;
  /** As the user would type it. */
  name: string;
  text: string;
}

/** The value, where its shape is right; else what is wrong. */
export interface ParsedFile<Name extends SchemaName> {
  value: SchemaType<Name> | null;
  findings: Finding[];
}
