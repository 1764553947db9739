/**
 * Edits a plan file so that only the lines concerned change. The file is never parsed and printed again: text is inserted
 * or removed, and the result is read to check that it has the new value and nothing else changed.
 */
import { PlanError } from '../../../errors.ts';
import type { AppendEdit, Edit } from '../../../plan/changes/edit.ts';
import { deepEqual } from '../../../util/equal.ts';
import { type ParsedYaml, parse } from '../parse.ts';
import { findNode } from '../syntax-tree.ts';
import { applyToValue } from './apply-to-value.ts';
import { editToChanges, type KeyOrder } from './edit.ts';
import { applyChanges, type TextChange } from './insert.ts';
import { type AppendMany, editPath, splitEdit } from './split-edits.ts';

/**
 * Makes the edits one after the other. Returns the same text where they change nothing.
 *
 * @throws {PlanError} `internal` where the text has errors or lacks the mapping to edit, and where an edit would change
 *   other lines or give another value than expected
 */
export function applyEdits(text: string, edits: readonly Edit[], order: KeyOrder): string {
  let current = text;
  let parsed = parse(text);
  const expected = structuredClone(parsed.value);
  for (let at = 0; at < edits.length; at++) {
    const edit = edits[at]!;
    if (parsed.errors.length > 0) throw cannotEdit(edit);
    const batch = batchOfAppends(edits, at, parsed);
    at += batch?.more?.length ?? 0;
    const smallEdits = batch ? [batch] : splitEdit(current, parsed, edit);
    if (!smallEdits) throw cannotEdit(edit);
    for (const smallEdit of smallEdits) {
      const result = applyToValue(expected, smallEdit);
      if (result === 'unchanged') continue;
      const changes = result === 'changed' && editToChanges(current, parsed.root, smallEdit, order);
      if (!changes) throw cannotEdit(edit);
      const next = applyChanges(current, changes);
      parsed = parse(next);
      const isExpected = parsed.errors.length === 0 && deepEqual(parsed.value, expected);
      if (!isExpected || linesLost(current, next) > linesTouched(current, changes)) throw cannotEdit(edit);
      current = next;
    }
  }
  return current;
}

const cannotEdit = (edit: Edit) =>
  new PlanError(
    'internal',
    `\`${editPath(edit).join('.')}\` cannot be edited safely as this file is written; nothing was changed`,
    'make the change by hand, or simplify the lines around it and try again',
  );

/**
 * This edit and the appends to the same list that follow it, as one edit. Parsing the text again after each of many
 * appends would take quadratic time. Only where the last entry is one that was appended here, in block style, so that
 * the result is the same as that of single edits.
 */
function batchOfAppends(edits: readonly Edit[], at: number, { root }: ParsedYaml): AppendMany | null {
  const edit = edits[at]!;
  if (!('append' in edit)) return null;
  const path = String(edit.append);
  const isSameList = (other: Edit | undefined): other is AppendEdit =>
    other !== undefined && 'append' in other && String(other.append) === path;
  const list = findNode(root, edit.append);
  const last = list?.kind === 'list' && !list.flow ? list.items.at(-1) : undefined;
  if (!isSameList(edits[at - 1]) || last?.kind !== 'mapping' || last.flow) return null;
  const end = edits.findIndex((other, index) => index > at && !isSameList(other));
  const more = edits.slice(at + 1, end < 0 ? undefined : end).filter(isSameList);
  return more.length > 0 ? { ...edit, more: more.map(({ entry }) => entry) } : null;
}

/** How many old lines are missing between the lines that both texts begin and end with. */
function linesLost(before: string, after: string): number {
  const [old, current] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && old[start] === current[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < current.length - start &&
    old.at(-1 - end) === current.at(-1 - end)
  )
    end++;
  return old.length - start - end;
}

/** How many lines the changes may rewrite: those from the first to the last; none if whole lines are inserted. */
function linesTouched(text: string, changes: readonly TextChange[]): number {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  if (first === last && first.start === first.end && /^\r?\n|\n$/.test(first.insert)) return 0;
  return text.slice(first.start, last.end).split('\n').length;
}
