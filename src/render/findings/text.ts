/** Findings as a person reads them: where, what, the line with a caret under it, and what to do. */
import type { Finding } from '../../trouble.ts';
import { escapeControls, oneLine } from '../escape.ts';
import type { Paint } from '../paint.ts';
import { widthOf } from '../text.ts';
import { adviceOf, placeText, when } from './words.ts';

export function findingsText(findings: readonly Finding[], paint: Paint): string {
  return findings.map((finding) => `${findingText(finding, paint)}\n`).join('');
}

function findingText(finding: Finding, paint: Paint): string {
  const { rule, severity, line, column, length, source, message } = finding;
  const place = paint.heading(`${placeText(finding)}:`);
  const level = (severity === 'error' ? paint.bad : paint.warn)(`${severity}:`);
  const lines = [`${place} ${level} ${oneLine(message)} ${paint.quiet(`[${rule}]`)}${when(finding)}`];
  if (source !== null) {
    const margin = `${String(line).padStart(4)} | `;
    const before = shown(source.slice(0, column - 1));
    const meant = shown(source.slice(column - 1, column - 1 + length));
    const blank = `${' '.repeat(margin.length - 2)}| `;
    const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(meant)));
    lines.push(`${margin}${shown(source)}`.trimEnd(), `${blank}${paint.mark(caret)}`);
  }
  const advice = adviceOf(finding);
  if (advice !== null) lines.push(`       ${advice}`);
  return lines.join('\n');
}

const shown = (text: string) => escapeControls(text.replaceAll('\t', ' '));
