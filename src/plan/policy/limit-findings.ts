/** Limits the number of findings that are reported for one file. */
import type { Finding } from '../../errors.ts';
import { maxFindings } from '../model/limits.ts';

/** What to report where a file has more than `maxFindings` findings of one kind. */
export const moreFindings = {
  rule: 'too-many-findings',
  severity: 'error',
  message: `this file has more findings than the ${maxFindings} shown`,
  hint: 'fix those, and check again',
} as const;

/**
 * At most `maxFindings` of each file, each followed by a finding that says that there are more.
 * @param groups the findings, each group in one file; a group is not read further than the limit
 */
export function limitFindings(groups: Iterable<Iterable<Finding>>): Finding[] {
  const counts = new Map<string, number>();
  const limited: Finding[] = [];
  for (const group of groups)
    for (const finding of group) {
      const count = (counts.get(finding.file) ?? 0) + 1;
      if (count > maxFindings + 1) break;
      counts.set(finding.file, count);
      limited.push(count > maxFindings ? { ...startOf(finding.file), ...moreFindings } : shorten(finding));
    }
  return limited;
}

const startOf = (file: string) => ({ file, line: 1, column: 1, length: 1, source: null });

const shorten = (finding: Finding): Finding => ({ ...finding, message: shortenText(finding.message) });

/** Messages quote names from the file, which may be of any length. */
export const shortenText = (text: string): string => (text.length > 600 ? `${text.slice(0, 599)}…` : text);
