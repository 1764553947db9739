/** A rule explained, for a person. */
import type { Severity } from '../errors.ts';
import type { Theme } from './common/colors.ts';
import { wrap } from './common/text-width.ts';

interface Explained {
  id: string;
  severity: Severity;
  judges: string;
  about: string;
  why: string;
  wrong: string;
  right: string;
}

export function ruleText(
  { id, severity, judges, about, why, wrong, right }: Explained,
  width: number,
  theme: Theme,
): string {
  const level = (severity === 'error' ? theme.error : theme.warning)(severity);
  return [
    `${theme.heading(id)} (${level}, ${judges})\n${wrap(about, width)}\n`,
    `${wrap(why, width)}\n`,
    `${theme.error('Wrong')}\n${indented(wrong)}`,
    `${theme.success('Right')}\n${indented(right)}`,
  ].join('\n');
}

/** An example is to be copied, so no line of it is wrapped. */
const indented = (example: string) => example.replace(/^(?=.)/gm, '  ');
