/** The output of `plan explain`. */
import type { Severity } from '../errors.ts';
import type { Theme } from './common/colors.ts';
import { wrap } from './common/text-width.ts';

interface ExplainedRule {
  id: string;
  severity: Severity;
  subject: string;
  summary: string;
  why: string;
  wrong: string;
  right: string;
}

export function ruleText(rule: ExplainedRule, width: number, theme: Theme): string {
  const { id, severity, subject, summary, why, wrong, right } = rule;
  return [
    `${theme.heading(id)} (${theme[severity === 'note' ? 'dim' : severity](severity)}, ${subject})\n${wrap(summary, width)}\n`,
    `${wrap(why, width)}\n`,
    `${theme.error('Wrong')}\n${indent(wrong)}`,
    `${theme.success('Right')}\n${indent(right)}`,
  ].join('\n');
}

/** Examples are meant to be copied, so their lines are not wrapped. */
const indent = (example: string) => example.replace(/^(?=.)/gm, '  ');
