/** Words of a text written otherwise, where they stand: all else stays as it is. */

import type { Replacement } from '../../../plan/changes/autofix.ts';
import { deepEqual } from '../../../util/equal.ts';
import { parse } from '../parse.ts';
import { find } from '../syntax-tree.ts';
import { applyChanges } from './insert.ts';
import { at } from './split-edits.ts';

/** The text after that; null where it would not say what was meant. None of the new words needs quotes. */
export function replaceScalars(text: string, words: readonly Replacement[]): string | null {
  const { root, value } = parse(text);
  const changes = [];
  for (const { path, to } of words) {
    const node = find(root, path);
    if (node?.kind !== 'scalar' || node.block) return null;
    const quote = /^["']/.exec(text.slice(node.start))?.[0] ?? '';
    changes.push({ start: node.start, end: node.end, insert: quote + to + quote });
  }
  const meant = structuredClone(value);
  for (const { path, to } of words)
    Object.assign(at(meant, path.slice(0, -1)) as object, { [path.at(-1)!]: to });
  const now = applyChanges(
    text,
    changes.toSorted((a, b) => a.start - b.start),
  );
  const read = parse(now);
  return read.faults.length === 0 && deepEqual(read.value, meant) ? now : null;
}
