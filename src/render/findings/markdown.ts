/** Findings as a table in Markdown, for a comment on a pull request or the summary of a job. */
import type { Finding } from '../../errors.ts';
import { inMarkdown } from '../common/escape.ts';
import { adviceOf, countText, messageOf, placeText, unacknowledged } from './messages.ts';
import type { FindingsReport } from './result.ts';

/**
 * The table under a heading that counts.
 * @param most how many bytes it may have; findings that do not fit are counted instead
 */
export function findingsMarkdown(
  { command, findings, among }: FindingsReport,
  most = Number.POSITIVE_INFINITY,
): string {
  const open = unacknowledged(findings);
  const rest = findings.length - open.length;
  const more = rest > 0 ? `; ${rest} acknowledged` : '';
  const heading = `### \`${command}\`: ${countText(open)} in ${among}${more}\n`;
  if (findings.length === 0) return heading;
  const head = `${heading}\n| severity | where | finding | rule |\n| --- | --- | --- | --- |\n`;
  const rows = findings.map(row);
  const fitting = countFitting(rows, most - bytes(head) - bytes(left(rows.length)));
  const cut = rows.length - fitting;
  return `${head}${rows.slice(0, fitting).join('')}${cut > 0 ? left(cut) : ''}`;
}

const left = (count: number) => `\n${count} more did not fit here: the log has all of them.\n`;

/** How many of the texts, from the first on, take no more than so many bytes together. */
function countFitting(texts: readonly string[], most: number): number {
  let sum = 0;
  const at = texts.findIndex((text) => {
    sum += bytes(text);
    return sum > most;
  });
  return at < 0 ? texts.length : at;
}

const bytes = (text: string) => new TextEncoder().encode(text).length;

function row(finding: Finding): string {
  const { severity, acknowledged, rule } = finding;
  const advice = adviceOf(finding);
  const said = inComment(messageOf(finding)) + (advice === null ? '' : `<br>${inComment(advice)}`);
  const level = acknowledged ? `${severity}, acknowledged` : severity;
  return `| ${level} | ${inComment(placeText(finding))} | ${said} | ${inComment(rule)} |\n`;
}

/**
 * Text that says just that where GitHub or GitLab shows it: it calls on nobody (`@name`), points to no other issue (`#1`)
 * and is no link that somebody might follow.
 */
const inComment = (text: string) =>
  inMarkdown(text).replace(/@|[#!](?=\d)|:(?=\/\/)|\bwww(?=\.)/gi, (sign) => `${sign}<!-- -->`);
