/** Renders findings for a terminal: the position, the message, the line with carets under it, and what to do. */
import type { Finding } from '../../errors.ts';
import type { Theme } from '../common/colors.ts';
import { escapeControls, oneLine } from '../common/escape.ts';
import { widthOf } from '../common/text-width.ts';
import { adviceOf, commitSuffix, placeText } from './messages.ts';

export function findingsText(findings: readonly Finding[], theme: Theme): string {
  return findings.map((finding) => `${findingText(finding, theme)}\n`).join('');
}

function findingText(finding: Finding, theme: Theme): string {
  const { rule, severity, line, column, length, source, sourceColumn = 1, message } = finding;
  const location = theme.heading(`${placeText(finding)}:`);
  const level = theme[severity === 'note' ? 'dim' : severity](`${severity}:`);
  const lines = [
    `${location} ${level} ${oneLine(message)} ${theme.dim(`[${rule}]`)}${commitSuffix(finding)}`,
  ];
  if (source !== null) {
    const margin = `${String(line).padStart(4)} | `;
    const [shown, carets] = markedLine(source, column - sourceColumn, length);
    lines.push(`${margin}${shown}`.trimEnd(), `${' '.repeat(margin.length - 2)}| ${theme.accent(carets)}`);
  }
  const advice = adviceOf(finding);
  if (advice !== null) lines.push(`       ${advice}`);
  return lines.join('\n');
}

/** A line as a terminal shows it, and the carets under a part of it. Long lines are truncated around the part. */
export function markedLine(line: string, at: number, length: number): [line: string, carets: string] {
  const { start, end } = excerpt(line, at);
  const before = `${start > 0 ? '…' : ''}${visible(line.slice(start, at))}`;
  const marked = visible(line.slice(at, Math.min(at + length, end)));
  const after = `${visible(line.slice(at + length, end))}${end < line.length ? '…' : ''}`;
  const carets = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked)));
  return [before + marked + after, carets];
}

const maxLineLength = 400;

/** The part of a line to show: a little before the position, and as much as a screen holds, without splitting a character. */
function excerpt(line: string, at: number): { start: number; end: number } {
  if (line.length <= maxLineLength) return { start: 0, end: line.length };
  const start = Math.max(0, Math.min(at - maxLineLength / 4, line.length - maxLineLength));
  const isHalf = (index: number) => /[\udc00-\udfff]/.test(line.charAt(index));
  const end = start + maxLineLength;
  return { start: start + Number(isHalf(start)), end: end + Number(isHalf(end)) };
}

const visible = (text: string) => escapeControls(text.replaceAll('\t', ' '));
