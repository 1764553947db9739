/** Counts the changes that a comparison of public plans leaves out. */
import { isPublic, type RedactedCounts } from '../model/redact.ts';
import type { Comparison } from './plan-diff.ts';

/** @param comparison of the whole plans */
export function countRedactedChanges({ items, plan }: Comparison): RedactedCounts {
  const isInternal = (entry: Parameters<typeof isPublic>[0]) => !isPublic(entry);
  const fields = [...plan, ...items.flatMap(({ others }) => others)];
  return {
    reports: items.flatMap(({ reported, altered, removed }) => [
      ...[...reported, ...removed].filter(isInternal),
      ...altered.filter(({ from, to }) => isInternal(from) && isInternal(to)),
    ]).length,
    own: fields.filter(({ field }) => /(^|[ .])x-/.test(field)).length,
  };
}
