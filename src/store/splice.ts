/**
 * Changes to a plan's file that touch only the lines they are about. Nothing is parsed and printed again: text is put
 * into the old one or taken out, and then the result is read to see that it says what was meant, and nothing else.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../plan/edit.ts';
import { Fault } from '../trouble.ts';
import { changesOf, type Order } from './edit.ts';
import { type Change, changed } from './insert.ts';
import { intend } from './intend.ts';
import { pathOf, stepsOf } from './step.ts';
import { parse } from './yaml.ts';

export type { Edit, Order };

/**
 * The text after the edits, made one after the other; the same text where they change nothing.
 *
 * @throws {Fault} `internal`, where the result would not read as what was meant or other lines would change, and where
 *   the text has faults or lacks the mapping that an edit is about.
 */
export function splice(text: string, edits: readonly Edit[], order: Order): string {
  let parsed = parse(text);
  const meant = structuredClone(parsed.value);
  for (const edit of edits) {
    if (parsed.faults.length > 0) return refuse(edit);
    for (const step of stepsOf(text, parsed, edit) ?? refuse(edit)) {
      if (!(intend(meant, step) ?? refuse(edit))) continue;
      const changes = changesOf(text, parsed.root, step, order) ?? refuse(edit);
      const next = changed(text, changes);
      parsed = parse(next);
      const asMeant = parsed.faults.length === 0 && isDeepStrictEqual(parsed.value, meant);
      if (!asMeant || linesLost(text, next) > linesTouched(text, changes)) return refuse(edit);
      text = next;
    }
  }
  return text;
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

function refuse(edit: Edit): never {
  throw new Fault(
    'internal',
    `\`${pathOf(edit).join('.')}\` is spelled in a way that can’t be changed without risk to the rest of the file; nothing was written`,
    'make the change by hand, or spell the lines around it more simply and try again',
  );
}
