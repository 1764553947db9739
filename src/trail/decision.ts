/** Decisions about the plan as the trail tells them: the reason is the body. */
import type { Item } from '../../schemas/item.ts';
import type { Amending } from '../plan/amend.ts';
import { placeName } from '../plan/amendable.ts';
import type { Decision } from '../plan/decision.ts';
import { idOf } from '../plan/plan.ts';
import type { Retiring } from '../plan/retire.ts';
import { subjectWidth, type TrailEntry } from './entry.ts';

export function tellAmended({ after, entries }: Amending): TrailEntry {
  const id = idOf(after);
  const names = entries.map(placeName);
  const named = `plan: ${id} amended: ${names.join(', ')}`;
  const subject = named.length <= subjectWidth ? named : `plan: ${id} amended: ${names.length} fields`;
  return told(
    'amend',
    [id],
    subject,
    entries[0]!,
    names.map((name) => ['Plan-Field', `${id} ${name}`]),
  );
}

export function tellAdded(item: Item): TrailEntry {
  const id = idOf(item);
  return told('add', [id], cut(`plan: ${id} added: ${item.action}`), item.added!);
}

export function tellRetired(retirings: readonly Retiring[]): TrailEntry {
  const ids = retirings.map(({ after }) => idOf(after));
  const named = `plan: ${ids.join(', ')} retired`;
  const subject = named.length <= subjectWidth ? named : `plan: ${ids.length} items retired`;
  return told('retire', ids, subject, retirings[0]!.decision);
}

function told(
  change: string,
  ids: readonly string[],
  subject: string,
  { reason, authority }: Decision,
  more: TrailEntry['trailers'] = [],
): TrailEntry {
  return {
    subject,
    body: reason,
    trailers: [
      ['Plan-Change', change],
      ...ids.map((id): [string, string] => ['Plan-Item', id]),
      ...more,
      ['Plan-Authority', authority],
    ],
  };
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
