/** Decisions about the plan as the trail tells them: the reason is the body. */
import type { Item } from '../../schemas/item.ts';
import type { AmendResult } from '../plan/changes/amend.ts';
import { type ChangeKind, trailersOf } from '../plan/changes/commit-trailers.ts';
import type { Decision } from '../plan/changes/decision.ts';
import type { RetireResult } from '../plan/changes/retire.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { idOf } from '../plan/model/plan.ts';
import { type CommitText, subjectWidth } from './update.ts';

export function amendMessage({ before, after, entries }: AmendResult): CommitText {
  const id = idOf(after);
  const names = entries.map(fieldLabel);
  const named = `plan: ${id} amended: ${names.join(', ')}`;
  const subject = named.length <= subjectWidth ? named : `plan: ${id} amended: ${names.length} fields`;
  return told('amend', [{ before, after }], subject, entries[0]!);
}

export function addMessage(item: Item): CommitText {
  const id = idOf(item);
  return told('add', [{ before: null, after: item }], cut(`plan: ${id} added: ${item.action}`), item.added!);
}

export function retireMessage(retirings: readonly RetireResult[]): CommitText {
  const ids = retirings.map(({ after }) => idOf(after));
  const named = `plan: ${ids.join(', ')} retired`;
  const subject = named.length <= subjectWidth ? named : `plan: ${ids.length} items retired`;
  return told('retire', retirings, subject, retirings[0]!.decision);
}

function told(
  kind: ChangeKind,
  items: readonly { before: Item | null; after: Item }[],
  subject: string,
  { reason }: Decision,
): CommitText {
  const changes = items.map(({ before, after }) => ({ id: idOf(after), change: diffItems(before, after) }));
  return { subject, body: reason, trailers: trailersOf(kind, changes) };
}

const cut = (text: string) => {
  const letters = [...text];
  return letters.length <= subjectWidth
    ? text
    : `${letters
        .slice(0, subjectWidth - 1)
        .join('')
        .trimEnd()}…`;
};
