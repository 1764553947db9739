/** Findings as a person reads them: where, what, the line with a caret under it, and what to do. */
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
  const level = (severity === 'error' ? theme.error : theme.warning)(`${severity}:`);
  const lines = [
    `${location} ${level} ${oneLine(message)} ${theme.dim(`[${rule}]`)}${commitSuffix(finding)}`,
  ];
  if (source !== null) {
    const margin = `${String(line).padStart(4)} | `;
    const at = column - sourceColumn;
    const { start, end } = stretch(source, at);
    const before = `${start > 0 ? '…' : ''}${shown(source.slice(start, at))}`;
    const meant = shown(source.slice(at, Math.min(at + length, end)));
    const after = `${shown(source.slice(at + length, end))}${end < source.length ? '…' : ''}`;
    const blank = `${' '.repeat(margin.length - 2)}| `;
    const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(meant)));
    lines.push(`${margin}${before}${meant}${after}`.trimEnd(), `${blank}${theme.accent(caret)}`);
  }
  const advice = adviceOf(finding);
  if (advice !== null) lines.push(`       ${advice}`);
  return lines.join('\n');
}

/** What is shown of a long line: a little before the place, and so much that a screen holds it. No character is cut in two. */
function stretch(line: string, at: number): { start: number; end: number } {
  if (line.length <= longest) return { start: 0, end: line.length };
  const start = Math.max(0, Math.min(at - longest / 4, line.length - longest));
  const isHalf = (index: number) => /[\udc00-\udfff]/.test(line.charAt(index));
  return { start: start + Number(isHalf(start)), end: start + longest + Number(isHalf(start + longest)) };
}

const longest = 400;

const shown = (text: string) => escapeControls(text.replaceAll('\t', ' '));
