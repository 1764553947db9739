/** Findings as a person reads them: where, what, the line with a caret under it, and what to do. */
import type { Acknowledgement, Finding } from '../../trouble.ts';
import { escapeControls, oneLine } from '../escape.ts';
import type { Paint } from '../paint.ts';
import { widthOf } from '../text.ts';

export function findingsText(findings: readonly Finding[], paint: Paint): string {
  return findings.map((finding) => `${findingText(finding, paint)}\n`).join('');
}

function findingText(
  { rule, severity, file, line, column, length, source, message, hint, ...past }: Finding,
  paint: Paint,
): string {
  const place = paint.heading(`${oneLine(file)}:${line}:${column}:`);
  const level = (severity === 'error' ? paint.bad : paint.warn)(`${severity}:`);
  const lines = [`${place} ${level} ${oneLine(message)} ${paint.quiet(`[${rule}]`)}${when(past)}`];
  if (source !== null) {
    const margin = `${String(line).padStart(4)} | `;
    const before = shown(source.slice(0, column - 1));
    const meant = shown(source.slice(column - 1, column - 1 + length));
    const blank = `${' '.repeat(margin.length - 2)}| `;
    const caret = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(meant)));
    lines.push(`${margin}${shown(source)}`.trimEnd(), `${blank}${paint.mark(caret)}`);
  }
  const { acknowledged } = past;
  if (acknowledged) lines.push(`       ${acknowledgedText(acknowledged)}`);
  else if (hint !== null) lines.push(`       ${oneLine(hint)}`);
  return lines.join('\n');
}

/** " in 7acd1e6 of 2026-11-24 by Mere Tūhoe", of a finding about the past. */
const when = ({ commit, date, author }: Pick<Finding, 'commit' | 'date' | 'author'>): string =>
  commit === undefined ? '' : oneLine(` in ${commit.slice(0, 7)} of ${date} by ${author}`);

const acknowledgedText = ({ commit, date, author, note }: Acknowledgement): string =>
  oneLine(`acknowledged by ${author} on ${date} (${commit.slice(0, 7)}): ${note}`);

const shown = (text: string) => escapeControls(text.replaceAll('\t', ' '));

/** "2 errors and 1 warning". */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => {
    const number = findings.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? '' : 's'}`];
  };
  return [...count('error'), ...count('warning')].join(' and ') || 'no findings';
}
