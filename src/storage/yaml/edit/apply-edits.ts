/**
 * Changes to a plan's file that touch only the lines they are about. Nothing is parsed and printed again: text is put
 * into the old one or taken out, and then the result is read to see that it says what was meant, and nothing else.
 */

import { PlanError } from '../../../errors.ts';
import type { AppendEdit, Edit } from '../../../plan/changes/edit.ts';
import { deepEqual } from '../../../util/equal.ts';
import { parseWithPositions } from '../js-yaml-positions.ts';
import { find, type ParsedWithTree } from '../syntax-tree.ts';
import { applyToValue } from './apply-to-value.ts';
import { editToChanges, type KeyOrder } from './edit.ts';
import { applyChanges, type Change } from './insert.ts';
import { type AppendMany, pathOf, stepsOf } from './split-edits.ts';

export type { Edit, KeyOrder };

/**
 * The text after the edits, made one after the other; the same text where they change nothing. The library that reads
 * every spelling is loaded only where the fast one steps aside, before the edits or after.
 *
 * @throws {PlanError} `internal`, where the result would not read as what was meant or other lines would change, and where
 *   the text has faults or lacks the mapping that an edit is about.
 */
export async function applyEdits(text: string, edits: readonly Edit[], order: KeyOrder): Promise<string> {
  const easy = tryEdits(parseWithPositions, text, edits, order);
  if ('text' in easy) return easy.text;
  const { parsePositions } = await import('../parse.ts');
  const exact = tryEdits(parsePositions, text, edits, order);
  if ('text' in exact) return exact.text;
  throw new PlanError(
    'internal',
    `\`${pathOf(exact.failedEdit).join('.')}\` is spelled in a way that can’t be changed without risk to the rest of the file; nothing was written`,
    'make the change by hand, or spell the lines around it more simply and try again',
  );
}

/**
 * The same as one reader sees the texts, or the edit at which it can go no further.
 * @param read gives nothing for a text that it can't read
 */
export function tryEdits(
  read: (text: string) => ParsedWithTree | undefined,
  text: string,
  edits: readonly Edit[],
  order: KeyOrder,
): { text: string } | { failedEdit: Edit } {
  let now = text;
  let placed = read(now);
  const meant = structuredClone(placed?.value);
  for (let at = 0; at < edits.length; at++) {
    const edit = edits[at]!;
    const many = placed && manyFrom(edits, at, placed);
    at += many?.more?.length ?? 0;
    const steps = many ? [many] : placed && stepsOf(now, placed, edit);
    if (!steps) return { failedEdit: edit };
    for (const step of steps) {
      const isNews = applyToValue(meant, step);
      if (isNews === false) continue;
      const changes = isNews && placed && editToChanges(now, placed.root, step, order);
      if (!changes) return { failedEdit: edit };
      const next = applyChanges(now, changes);
      placed = read(next);
      const asMeant = placed && deepEqual(placed.value, meant);
      if (!asMeant || linesLost(now, next) > linesTouched(now, changes)) return { failedEdit: edit };
      now = next;
    }
  }
  return { text: now };
}

/**
 * This edit and those that follow it, as one: where they put entries below one that we put there ourselves, and which
 * was spread over lines, so they are written as each by itself would be. Reading the text again for every entry of many
 * would take as long as they are many, times as many.
 */
function manyFrom(edits: readonly Edit[], at: number, { root }: ParsedWithTree): AppendMany | null {
  const edit = edits[at]!;
  if (!('append' in edit)) return null;
  const path = String(edit.append);
  const isAlike = (each: Edit | undefined): each is AppendEdit =>
    each !== undefined && 'append' in each && String(each.append) === path;
  const list = find(root, edit.append);
  const last = list?.kind === 'list' && !list.flow ? list.items.at(-1) : undefined;
  if (!isAlike(edits[at - 1]) || last?.kind !== 'mapping' || last.flow) return null;
  const end = edits.findIndex((each, index) => index > at && !isAlike(each));
  const more = edits.slice(at + 1, end < 0 ? undefined : end).filter(isAlike);
  return more.length > 0 ? { ...edit, more: more.map(({ entry }) => entry) } : null;
}

/** How many of the old lines are missing between the lines that both texts begin and end with. */
function linesLost(before: string, after: string): number {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return old.length - start - end;
}

/** How many lines the changes may rewrite: those from the first to the last, but none for whole lines put between. */
function linesTouched(text: string, changes: readonly Change[]): number {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  if (first === last && first.start === first.end && /^\r?\n|\n$/.test(first.insert)) return 0;
  return text.slice(first.start, last.end).split('\n').length;
}
