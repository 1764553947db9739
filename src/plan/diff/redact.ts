/** What everybody may read of a comparison. What does not say that it is public is internal. */
import type { Amendment } from '../../../schemas/amendment.ts';
import type { Update } from '../../../schemas/update.ts';
import { type ItemChanges, isNotEmpty } from './item-changes.ts';
import type { Comparison } from './plan-diff.ts';

/** How much was left out. */
export interface RedactedCounts {
  /** Reports that are internal. */
  reports: number;
  /** The user's own `x-…`, of which nobody said who may read them. */
  own: number;
}

/** The comparison without internal reports, people's addresses and `x-…`; an item of which nothing is left is gone. */
export function redactComparison({ items, plan, ...rest }: Comparison): {
  comparison: Comparison;
  leftOut: RedactedCounts;
} {
  const told = items.map(publicNews).filter((news) => news.what !== 'changed' || isNotEmpty(news));
  const known = plan.filter(isNotOwn);
  const lost = (part: (news: ItemChanges) => readonly unknown[]) =>
    items.flatMap(part).length - told.flatMap(part).length;
  return {
    comparison: { ...rest, items: told, plan: known },
    leftOut: {
      reports: lost(({ reported, altered, removed }) => [...reported, ...altered, ...removed]),
      own: lost(({ others }) => others) + plan.length - known.length,
    },
  };
}

function publicNews(news: ItemChanges): ItemChanges {
  return {
    ...news,
    decisions: news.decisions.map(({ what, from, to }) => ({
      what,
      from: from && withoutAuthor(from),
      to: to && withoutAuthor(to),
    })),
    dates: news.dates.map(withoutNames),
    facts: news.facts.map(withoutNames),
    amended: news.amended.map(withoutAuthor),
    unamended: news.unamended.map(withoutAuthor),
    others: news.others.filter(isNotOwn),
    reported: news.reported.filter(isPublic).map(withoutAuthor),
    altered: news.altered
      .filter(({ from, to }) => isPublic(from) && isPublic(to))
      .map(({ from, to }) => ({ from: withoutAuthor(from), to: withoutAuthor(to) })),
    removed: news.removed.filter(isPublic).map(withoutAuthor),
  };
}

/** Whether anybody may read a report: only one that says so. */
export const isPublic = ({ visibility }: Update) => visibility === 'public';

/** Who wrote it down is a person with a mail address. */
const withoutAuthor = <Entry extends { by?: string | undefined }>({ by: _, ...entry }: Entry) =>
  entry as Entry;

const withoutNames = <Change extends { amendments: Amendment[] }>(change: Change): Change => ({
  ...change,
  amendments: change.amendments.map(withoutAuthor),
});

const isNotOwn = ({ field }: { field: string }) => !/(^|[ .])x-/.test(field);
