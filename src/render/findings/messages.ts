/** What every format says of a finding, in words. */

import type { Acknowledgement, Finding } from '../../errors.ts';
import { pluralize } from '../../util/pluralize.ts';
import { oneLine } from '../common/escape.ts';

/** What is wrong, as one line; of a finding about the past, since when. */
export const messageOf = (finding: Finding): string => oneLine(finding.message) + commitSuffix(finding);

/** What to do, or who has said that it may stand, as one line; null where there is nothing to say. */
export function adviceOf({ acknowledged, hint }: Finding): string | null {
  if (acknowledged) return acknowledgedText(acknowledged);
  return hint === null ? null : oneLine(hint);
}

/** " in 7acd1e6 of 2026-11-24 by Mere Tūhoe", of a finding about the past. */
export const commitSuffix = ({
  commit,
  date,
  author,
}: Pick<Finding, 'commit' | 'date' | 'author'>): string =>
  commit === undefined ? '' : oneLine(` in ${commit.slice(0, 7)} of ${date} by ${author}`);

const acknowledgedText = ({ commit, date, author, note }: Acknowledgement): string =>
  oneLine(`acknowledged by ${author} on ${date} (${commit.slice(0, 7)}): ${note}`);

/** Where it is: `plan/items/09.yaml:3:9`. */
export const placeText = ({ file, line, column }: Finding): string => `${oneLine(file)}:${line}:${column}`;

/** "2 errors and 1 warning". */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => {
    const number = findings.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [pluralize(number, severity)];
  };
  return [...count('error'), ...count('warning')].join(' and ') || 'no findings';
}

/** Those that count: nobody has said yet that they may stand. */
export const unacknowledged = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ acknowledged }) => !acknowledged);
