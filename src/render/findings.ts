/** Findings as a person reads them: where, what, the line with a caret under it, and what to do. */
import type { Finding } from '../trouble.ts';
import { escapeControls, oneLine } from './escape.ts';
import type { Paint } from './paint.ts';
import { widthOf } from './text.ts';

export function findingsText(findings: readonly Finding[], paint: Paint): string {
  return findings.map((finding) => `${findingText(finding, paint)}\n`).join('');
}

function findingText(
  { rule, severity, file, line, column, length, source, message, hint }: Finding,
  paint: Paint,
): string {
  const place = paint.heading(`${oneLine(file)}:${line}:${column}:`);
  const level = (severity === 'error' ? paint.bad : paint.warn)(`${severity}:`);
  const lines = [`${place} ${level} ${oneLine(message)} ${paint.quiet(`[${rule}]`)}`];
  if (source !== null) {
    const margin = `${String(line).padStart(4)} | `;
    const before = shown(source.slice(0, column - 1));
    const meant = shown(source.slice(column - 1, column - 1 + length));
    const blank = `${' '.repeat(margin.length - 2)}| `;
    const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(meant)));
    lines.push(`${margin}${shown(source)}`.trimEnd(), `${blank}${paint.mark(caret)}`);
  }
  if (hint !== null) lines.push(`       ${oneLine(hint)}`);
  return lines.join('\n');
}

const shown = (text: string) => escapeControls(text.replaceAll('\t', ' '));

/** "2 errors and 1 warning". */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => {
    const number = findings.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
  };
  return [...count('error'), ...count('warning')].join(' and ') || 'no findings';
}
