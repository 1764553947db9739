/** Which findings count, and for how much: the plan weighs rules, its files suppress findings, a person asks for some. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { Fault, type Finding } from '../../errors.ts';
import { fixed, rulesOf, unknown } from './policy-rules.ts';
import { fixedRules, judgingChanges } from './rule-ids.ts';
import { severityIn } from './severity.ts';
import type { Suppression } from './suppression.ts';
import { suppress } from './suppression.ts';

/** Which rules a person asked for; empty lists leave all of them. */
export interface Choice {
  only: readonly string[];
  ignored: readonly string[];
}

/**
 * Which rules a command line asks for.
 * @param about null where it can't be read: then nobody knows the rules of the plan's own
 * @throws Fault `unknown-word`; `usage` where a rule that always counts is to be ignored
 */
export function choiceOf(
  { rule = [], ignore = [] }: { rule?: readonly string[]; ignore?: readonly string[] },
  about: PlanFile | null,
): Choice {
  const known = about && [...rulesOf(about), ...judgingChanges];
  for (const each of [...rule, ...ignore])
    if (known && !known.includes(each)) {
      const { message, hint } = unknown(each, known);
      throw new Fault('unknown-word', message, hint);
    }
  for (const each of ignore)
    if (fixedRules.includes(each)) {
      const { message, hint } = fixed(each);
      throw new Fault('usage', message, hint);
    }
  return { only: rule, ignored: ignore };
}

/** What is told, and what a file's own comments keep from being told; neither in order. */
export interface Settled {
  findings: Finding[];
  suppressed: Finding[];
}

/**
 * The findings that count.
 * @param suppressions of the files that were judged
 */
export function settle(
  findings: readonly Finding[],
  {
    about,
    choice,
    suppressions,
  }: { about: PlanFile | null; choice: Choice; suppressions: readonly Suppression[] },
): Settled {
  const weighed = about ? findings.flatMap((finding) => weigh(finding, about)) : findings;
  const { kept, suppressed, faults } = suppress(weighed, suppressions, about ? rulesOf(about) : []);
  const told = about ? faults.flatMap((fault) => weigh(fault, about)) : [];
  return {
    findings: [...kept, ...told].filter(isChosen(choice)),
    suppressed: suppressed.filter(isChosen(choice)),
  };
}

/** Whether a person wants to hear of a finding. */
export const isChosen =
  ({ only, ignored }: Choice) =>
  ({ rule }: Pick<Finding, 'rule'>): boolean =>
    isAlwaysTold(rule) || ((only.length === 0 || only.includes(rule)) && !ignored.includes(rule));

/** Without what can be read, no other rule says anything: so those that keep a file from being read always count. */
export const isAlwaysTold = (rule: string): boolean => fixedRules.includes(rule);

function weigh(finding: Finding, about: PlanFile): Finding[] {
  const severity = isAlwaysTold(finding.rule) ? finding.severity : severityIn(about, finding);
  return severity === 'off' ? [] : [{ ...finding, severity }];
}
