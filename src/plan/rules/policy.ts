/** Which findings count, and for how much: the plan weighs rules, its files suppress findings, a person asks for some. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { fixedRule, ruleIdsOf, unknownRule } from './policy-rules.ts';
import { changeRuleIds, mandatoryRuleIds } from './rule-ids.ts';
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
export function selectRules(
  { rule = [], ignore = [] }: { rule?: readonly string[]; ignore?: readonly string[] },
  settings: PlanFile | null,
): RuleSelection {
  const known = settings && [...ruleIdsOf(settings), ...changeRuleIds];
  for (const each of [...rule, ...ignore])
    if (known && !known.includes(each)) {
      const { message, hint } = unknownRule(each, known);
      throw new PlanError('unknown-word', message, hint);
    }
  for (const each of ignore)
    if (mandatoryRuleIds.includes(each)) {
      const { message, hint } = fixedRule(each);
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
  const { kept, suppressed, faults } = suppress(weighed, suppressions, settings ? ruleIdsOf(settings) : []);
  const told = settings ? faults.flatMap((fault) => weigh(fault, settings)) : [];
  return {
    findings: [...kept, ...told].filter(isSelected(choice)),
    suppressed: suppressed.filter(isSelected(choice)),
  };
}

/** Whether a person wants to hear of a finding. */
export const isSelected =
  ({ only, ignored }: RuleSelection) =>
  ({ rule }: Pick<Finding, 'rule'>): boolean =>
    isMandatory(rule) || ((only.length === 0 || only.includes(rule)) && !ignored.includes(rule));

/** Without what can be read, no other rule says anything: so those that keep a file from being read always count. */
export const isMandatory = (rule: string): boolean => mandatoryRuleIds.includes(rule);

function weigh(finding: Finding, settings: PlanFile): Finding[] {
  const severity = isMandatory(finding.rule) ? finding.severity : severityIn(settings, finding);
  return severity === 'off' ? [] : [{ ...finding, severity }];
}
