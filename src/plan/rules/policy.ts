/** Which findings count, and for how much: the plan weighs rules, its files suppress findings, a person asks for some. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { fixed, rulesOf, unknown } from './policy-rules.ts';
import { changeRules, mandatoryRules } from './rule-ids.ts';
import { severityIn } from './severity.ts';
import type { Suppression } from './suppression.ts';
import { suppress } from './suppression.ts';

/** Which rules a person asked for; empty lists leave all of them. */
export interface RuleSelection {
  only: readonly string[];
  ignored: readonly string[];
}

/**
 * Which rules a command line asks for.
 * @param settings null where it can't be read: then nobody knows the rules of the plan's own
 * @throws PlanError `unknown-word`; `usage` where a rule that always counts is to be ignored
 */
export function choiceOf(
  { rule = [], ignore = [] }: { rule?: readonly string[]; ignore?: readonly string[] },
  settings: PlanFile | null,
): RuleSelection {
  const known = settings && [...rulesOf(settings), ...changeRules];
  for (const each of [...rule, ...ignore])
    if (known && !known.includes(each)) {
      const { message, hint } = unknown(each, known);
      throw new PlanError('unknown-word', message, hint);
    }
  for (const each of ignore)
    if (mandatoryRules.includes(each)) {
      const { message, hint } = fixed(each);
      throw new PlanError('usage', message, hint);
    }
  return { only: rule, ignored: ignore };
}

/** What is told, and what a file's own comments keep from being told; neither in order. */
export interface FilteredFindings {
  findings: Finding[];
  suppressed: Finding[];
}

/**
 * The findings that count.
 * @param suppressions of the files that were judged
 */
export function applyPolicy(
  findings: readonly Finding[],
  {
    settings,
    choice,
    suppressions,
  }: { settings: PlanFile | null; choice: RuleSelection; suppressions: readonly Suppression[] },
): FilteredFindings {
  const weighed = settings ? findings.flatMap((finding) => weigh(finding, settings)) : findings;
  const { kept, suppressed, faults } = suppress(weighed, suppressions, settings ? rulesOf(settings) : []);
  const told = settings ? faults.flatMap((fault) => weigh(fault, settings)) : [];
  return {
    findings: [...kept, ...told].filter(isChosen(choice)),
    suppressed: suppressed.filter(isChosen(choice)),
  };
}

/** Whether a person wants to hear of a finding. */
export const isChosen =
  ({ only, ignored }: RuleSelection) =>
  ({ rule }: Pick<Finding, 'rule'>): boolean =>
    isMandatory(rule) || ((only.length === 0 || only.includes(rule)) && !ignored.includes(rule));

/** Without what can be read, no other rule says anything: so those that keep a file from being read always count. */
export const isMandatory = (rule: string): boolean => mandatoryRules.includes(rule);

function weigh(finding: Finding, settings: PlanFile): Finding[] {
  const severity = isMandatory(finding.rule) ? finding.severity : severityIn(settings, finding);
  return severity === 'off' ? [] : [{ ...finding, severity }];
}
