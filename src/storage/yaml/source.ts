/** The text of a plan file, and the result of reading it. */
import type { Finding } from '../../errors.ts';
import type { SchemaName, SchemaType } from '../../plan/rules/is-valid.ts';

export interface Source {
  /** Absolute. */
  path: string;
  /** The path as the user would type it. */
  name: string;
  text: string;
}

/** The value, or null and the reasons why there is none. */
export interface ParsedFile<Name extends SchemaName> {
  value: SchemaType<Name> | null;
  findings: Finding[];
}
