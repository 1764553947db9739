/** Texts about findings that all formats share. */
import type { Acknowledgement, Finding } from '../../errors.ts';
import { pluralize } from '../../util/pluralize.ts';
import { oneLine } from '../common/escape.ts';

/** The message in one line, with the commit of a finding about the history. */
export const messageOf = (finding: Finding): string => oneLine(finding.message) + commitSuffix(finding);

/** What to do, or who acknowledged the finding, in one line; null if there is neither. */
export function adviceOf({ acknowledged, hint }: Finding): string | null {
  if (acknowledged) return acknowledgedText(acknowledged);
  return hint === null ? null : oneLine(hint);
}

/** " in 7acd1e6 of 2026-11-24 by Mere Tūhoe" for a finding about the history, else empty. */
export const commitSuffix = ({
  commit,
  date,
  author,
}: Pick<Finding, 'commit' | 'date' | 'author'>): string =>
  commit === undefined ? '' : oneLine(` in ${commit.slice(0, 7)} of ${date} by ${author}`);

const acknowledgedText = ({ commit, date, author, note }: Acknowledgement): string =>
  oneLine(`acknowledged by ${author} on ${date} (${commit.slice(0, 7)}): ${note}`);

/** `plan/items/09.yaml:3:9`. */
export const placeText = ({ file, line, column }: Finding): string => `${oneLine(file)}:${line}:${column}`;

/** "2 errors and 1 warning", "1 warning and 2 notes". */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => {
    const number = findings.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [pluralize(number, severity)];
  };
  const counts = [...count('error'), ...count('warning'), ...count('note')];
  return counts.length === 0 ? 'no findings' : new Intl.ListFormat('en-GB').format(counts);
}

export const unacknowledged = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ acknowledged }) => !acknowledged);
