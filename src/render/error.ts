/** Renders the error that ended a command. */
import type { PlanError, TextSpan } from '../errors.ts';
import type { Theme } from './common/colors.ts';
import { escapeControls } from './common/escape.ts';
import { toJson } from './common/json.ts';
import { findingsText, markedLine } from './findings/text.ts';

export function errorText(error: PlanError, theme: Theme): string {
  const message = `${theme.error('plan:')} ${escapeControls(error.message, '\n')}\n`;
  const hint = error.hint === null ? '' : `  ${escapeControls(error.hint, '\n')}\n`;
  const at = error.at === null ? '' : markedSpan(error.at, theme);
  return `${findingsText(error.findings, theme)}${message}${at}${hint}`;
}

/** The line of the span, with a caret under each of its characters. */
function markedSpan({ text, start, end }: TextSpan, theme: Theme): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [line = ''] = text.slice(lineStart).split('\n', 1);
  const [shown, carets] = markedLine(line, start - lineStart, end - start);
  return `  ${shown}\n  ${theme.accent(carets)}\n`;
}

export const errorJson = ({ code, message, hint, findings, at }: PlanError): string =>
  toJson('error', { error: { code, message, hint, findings, ...(at && { at }) } });
