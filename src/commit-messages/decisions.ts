/** Commit messages of decisions. The body is the reason. */
import type { Item } from '../../schemas/item.ts';
import type { AmendResult } from '../plan/changes/amend.ts';
import { type ChangeKind, trailersOf } from '../plan/changes/commit-trailers.ts';
import type { Decision } from '../plan/changes/decision.ts';
import type { RetireResult } from '../plan/changes/retire.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { idOf } from '../plan/model/plan.ts';
import { type CommitText, cutSubject, fitSubject } from './commit-text.ts';

export function amendMessage({ before, after, entries }: AmendResult): CommitText {
  const start = `plan: ${idOf(after)} amended:`;
  const fields = entries.map(fieldLabel);
  const subject = fitSubject(`${start} ${fields.join(', ')}`, `${start} ${fields.length} fields`);
  return decisionMessage('amend', [{ before, after }], subject, entries[0]!);
}

export function addMessage(item: Item): CommitText {
  const subject = cutSubject(`plan: ${idOf(item)} added: ${item.action}`);
  return decisionMessage('add', [{ before: null, after: item }], subject, item.added!);
}

export function retireMessage(retired: readonly RetireResult[]): CommitText {
  const ids = retired.map(({ after }) => idOf(after));
  const subject = fitSubject(`plan: ${ids.join(', ')} retired`, `plan: ${ids.length} items retired`);
  return decisionMessage('retire', retired, subject, retired[0]!.decision);
}

function decisionMessage(
  kind: ChangeKind,
  items: readonly { before: Item | null; after: Item }[],
  subject: string,
  { reason }: Decision,
): CommitText {
  const changes = items.map(({ before, after }) => ({ id: idOf(after), change: diffItems(before, after) }));
  return { subject, body: reason, trailers: trailersOf(kind, changes) };
}
