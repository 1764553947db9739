/** Notes that say how items were counted, and what was left out. */
import type { RedactedCounts } from '../../plan/model/redact.ts';
import { pluralize } from '../../util/pluralize.ts';

/** "1 retired item is not counted". */
export const retiredNote = (retired: number): string =>
  retired === 1 ? '1 retired item is not counted' : `${retired} retired items are not counted`;

/** For counts by agency. @param total the number of items */
export function sharedNote(parts: readonly { items: number }[], total: number): string {
  const sum = parts.reduce((all, { items }) => all + items, 0);
  return `An item counts for each of its agencies${sum > total ? `, so the rows add up to more than ${total}` : ''}.`;
}

/** "3 internal updates and 1 custom field (x-…)". */
export const omittedText = ({ reports, own }: RedactedCounts): string =>
  [
    ...(reports > 0 || own === 0 ? [pluralize(reports, 'internal update')] : []),
    ...(own > 0 ? [`${pluralize(own, 'custom field')} (x-…)`] : []),
  ].join(' and ');
