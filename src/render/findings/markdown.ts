/** Renders findings as a Markdown table, for a comment on a pull request or the summary of a job. */
import type { Finding } from '../../errors.ts';
import { escapeMarkdown, markdownTable } from '../common/markdown.ts';
import { adviceOf, countText, messageOf, placeText, unacknowledged } from './messages.ts';
import type { FindingsReport } from './result.ts';

/** A heading with the counts, and the table. @param maxBytes findings that do not fit are only counted */
export function findingsMarkdown(
  { command, findings, among }: FindingsReport,
  maxBytes = Number.POSITIVE_INFINITY,
): string {
  const open = unacknowledged(findings);
  const acknowledged = findings.length - open.length;
  const more = acknowledged > 0 ? `; ${acknowledged} acknowledged` : '';
  const heading = `### \`${command}\`: ${countText(open)} in ${among}${more}\n`;
  if (findings.length === 0) return heading;
  const columns = ['severity', 'where', 'finding', 'rule'].map((name) => ({ name }));
  const [head, alignment, ...rows] = markdownTable(columns, findings.map(cells)).map((line) => `${line}\n`);
  const start = `${heading}\n${head}${alignment}`;
  const fitting = countFitting(rows, maxBytes - bytes(start) - bytes(omittedNote(rows.length)));
  const omitted = rows.length - fitting;
  return `${start}${rows.slice(0, fitting).join('')}${omitted > 0 ? omittedNote(omitted) : ''}`;
}

const omittedNote = (count: number) => `\n${count} more did not fit here: the log has all of them.\n`;

/** How many of the texts, from the first on, fit together. */
function countFitting(texts: readonly string[], maxBytes: number): number {
  let sum = 0;
  const at = texts.findIndex((text) => {
    sum += bytes(text);
    return sum > maxBytes;
  });
  return at < 0 ? texts.length : at;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

function cells(finding: Finding): string[] {
  const { severity, acknowledged, rule } = finding;
  const advice = adviceOf(finding);
  return [
    acknowledged ? `${severity}, acknowledged` : severity,
    escapeComment(placeText(finding)),
    escapeComment(messageOf(finding)) + (advice === null ? '' : `<br>${escapeComment(advice)}`),
    escapeComment(rule),
  ];
}

/** Escapes what GitHub and GitLab would make a mention (`@name`), a reference (`#1`) or a link. */
const escapeComment = (text: string) =>
  escapeMarkdown(text).replace(/@|[#!](?=\d)|:(?=\/\/)|\bwww(?=\.)/gi, (sign) => `${sign}<!-- -->`);
