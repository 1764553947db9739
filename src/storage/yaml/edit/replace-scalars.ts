/** Replaces scalars in a text and leaves everything else as it is. */
import type { Replacement } from '../../../plan/changes/autofix.ts';
import { deepEqual } from '../../../util/equal.ts';
import { parse } from '../parse.ts';
import { findNode } from '../syntax-tree.ts';
import { applyChanges } from './insert.ts';
import { valueAtPath } from './split-edits.ts';

/** The text with the replacements, none of which needs quotes; null where it would not read as expected. */
export function replaceScalars(text: string, replacements: readonly Replacement[]): string | null {
  const { root, value } = parse(text);
  const changes = [];
  for (const { path, to } of replacements) {
    const node = findNode(root, path);
    if (node?.kind !== 'scalar' || node.block) return null;
    const quote = /^["']/.exec(text.slice(node.start))?.[0] ?? '';
    changes.push({ start: node.start, end: node.end, insert: quote + to + quote });
  }
  const expected = structuredClone(value);
  for (const { path, to } of replacements)
    Object.assign(valueAtPath(expected, path.slice(0, -1)) as object, { [path.at(-1)!]: to });
  const result = applyChanges(
    text,
    changes.toSorted((a, b) => a.start - b.start),
  );
  const parsed = parse(result);
  return parsed.errors.length === 0 && deepEqual(parsed.value, expected) ? result : null;
}
