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
  paint: Theme,
): string {
  const level = (severity === 'error' ? paint.bad : paint.warn)(severity);
  return [
    `${paint.heading(id)} (${level}, ${judges})\n${wrap(about, width)}\n`,
    `${wrap(why, width)}\n`,
    `${paint.bad('Wrong')}\n${indented(wrong)}`,
    `${paint.good('Right')}\n${indented(right)}`,
  ].join('\n');
}

/** An example is to be copied, so no line of it is wrapped. */
const indented = (example: string) => example.replace(/^(?=.)/gm, '  ');
