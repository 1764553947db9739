/** The one fault that ended a run. */
import type { Fault } from '../trouble.ts';
import { escapeControls } from './escape.ts';
import { findingsText } from './findings/text.ts';
import { envelope } from './json.ts';
import type { Paint } from './paint.ts';

export function faultText(fault: Fault, paint: Paint): string {
  const told = `${paint.bad('plan:')} ${escapeControls(fault.message, '\n')}\n`;
  const hint = fault.hint === null ? '' : `  ${escapeControls(fault.hint, '\n')}\n`;
  return `${findingsText(fault.findings, paint)}${told}${hint}`;
}

export const faultJson = ({ code, message, hint, findings }: Fault): string =>
  envelope('error', { error: { code, message, hint, findings } });
