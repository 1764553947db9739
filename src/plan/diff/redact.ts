/** Makes the public part of a comparison. Updates are internal unless they are marked as public. */
import type { Amendment } from '../../../schemas/amendment.ts';
import type { Update } from '../../../schemas/update.ts';
import { type ItemChanges, isNotEmpty } from './item-changes.ts';
import type { Comparison } from './plan-diff.ts';

/** How much was removed. */
export interface RedactedCounts {
  /** Internal updates. */
  reports: number;
  /** `x-` keys, which are never public. */
  own: number;
}

/** The comparison without internal updates, mail addresses and `x-` keys, and without items that have no other changes. */
export function redactComparison({ items, plan, ...rest }: Comparison): {
  comparison: Comparison;
  leftOut: RedactedCounts;
} {
  const redacted = items
    .map(publicChanges)
    .filter((changes) => changes.what !== 'changed' || isNotEmpty(changes));
  const known = plan.filter(isBuiltIn);
  const removed = (part: (changes: ItemChanges) => readonly unknown[]) =>
    items.flatMap(part).length - redacted.flatMap(part).length;
  return {
    comparison: { ...rest, items: redacted, plan: known },
    leftOut: {
      reports: removed(({ reported, altered, removed }) => [...reported, ...altered, ...removed]),
      own: removed(({ others }) => others) + plan.length - known.length,
    },
  };
}

function publicChanges(changes: ItemChanges): ItemChanges {
  return {
    ...changes,
    decisions: changes.decisions.map(({ what, from, to }) => ({
      what,
      from: from && withoutAuthor(from),
      to: to && withoutAuthor(to),
    })),
    dates: changes.dates.map(withoutAuthors),
    facts: changes.facts.map(withoutAuthors),
    amended: changes.amended.map(withoutAuthor),
    unamended: changes.unamended.map(withoutAuthor),
    others: changes.others.filter(isBuiltIn),
    reported: changes.reported.filter(isPublic).map(withoutAuthor),
    altered: changes.altered
      .filter(({ from, to }) => isPublic(from) && isPublic(to))
      .map(({ from, to }) => ({ from: withoutAuthor(from), to: withoutAuthor(to) })),
    removed: changes.removed.filter(isPublic).map(withoutAuthor),
  };
}

/** Whether an update is public. */
export const isPublic = ({ visibility }: Update) => visibility === 'public';

/** Without `by`, which has a mail address. */
const withoutAuthor = <Entry extends { by?: string | undefined }>({ by: _, ...entry }: Entry) =>
  entry as Entry;

const withoutAuthors = <Change extends { amendments: Amendment[] }>(change: Change): Change => ({
  ...change,
  amendments: change.amendments.map(withoutAuthor),
});

const isBuiltIn = ({ field }: { field: string }) => !/(^|[ .])x-/.test(field);
