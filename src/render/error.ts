/** The one fault that ended a run. */
import type { PlanError, TextSpan } from '../errors.ts';
import type { Theme } from './common/colors.ts';
import { escapeControls } from './common/escape.ts';
import { toJson } from './common/json.ts';
import { widthOf } from './common/text-width.ts';
import { findingsText } from './findings/text.ts';

export function errorText(fault: PlanError, theme: Theme): string {
  const told = `${theme.error('plan:')} ${escapeControls(fault.message, '\n')}\n`;
  const hint = fault.hint === null ? '' : `  ${escapeControls(fault.hint, '\n')}\n`;
  const at = fault.at === null ? '' : marked(fault.at, theme);
  return `${findingsText(fault.findings, theme)}${told}${at}${hint}`;
}

/** The line that is meant, with a caret under each column of the place. */
function marked({ text, start, end }: TextSpan, theme: Theme): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const [line = ''] = text.slice(from).split('\n', 1);
  const shown = (part: string) => escapeControls(part.replaceAll('\t', ' '));
  const [before, meant] = [line.slice(0, start - from), line.slice(start - from, end - from)].map(shown);
  const caret = ' '.repeat(widthOf(before!)) + '^'.repeat(Math.max(1, widthOf(meant!)));
  return `  ${shown(line)}\n  ${theme.accent(caret)}\n`;
}

export const faultJson = ({ code, message, hint, findings, at }: PlanError): string =>
  toJson('error', { error: { code, message, hint, findings, ...(at && { at }) } });
