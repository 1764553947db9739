/** Which findings are reported, with which severity: by `validation` in plan.yaml, suppressions and command-line options. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { severityIn } from '../rules/severity.ts';
import { changeRuleIds, isMandatory } from './rule-ids.ts';
import { type Suppression, suppress } from './suppression.ts';
import { fixedRule, ruleIdsOf, unknownRule } from './validation-settings.ts';

/** The rules that a command line selects. */
export interface RuleSelection {
  /** Empty for all. */
  only: readonly string[];
  ignored: readonly string[];
}

/**
 * The rules that `--rule` and `--ignore` select.
 * @param settings null where plan.yaml cannot be read: then no id is checked
 * @throws PlanError `unknown-word`; `usage` where a mandatory rule is ignored
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
    if (isMandatory(each)) {
      const { message, hint } = fixedRule(each);
      throw new PlanError('usage', message, hint);
    }
  return { only: rule, ignored: ignore };
}

/** The findings to report, and those that `# plan-ignore` comments suppress; neither is sorted. */
export interface FilteredFindings {
  findings: Finding[];
  suppressed: Finding[];
}

/** @param suppressions those of the validated files */
export function applyPolicy(
  findings: readonly Finding[],
  {
    settings,
    choice,
    suppressions,
  }: { settings: PlanFile | null; choice: RuleSelection; suppressions: readonly Suppression[] },
): FilteredFindings {
  const weighted = (list: readonly Finding[]) =>
    settings ? list.flatMap((finding) => withPlanSeverity(finding, settings)) : list;
  const known = settings ? ruleIdsOf(settings) : [];
  const { kept, suppressed, invalid } = suppress(weighted(findings), suppressions, known);
  // While plan.yaml cannot be read, the plan's rules are unknown, so suppressions are not checked.
  const reported = settings ? [...kept, ...weighted(invalid)] : kept;
  return {
    findings: reported.filter(isSelected(choice)),
    suppressed: suppressed.filter(isSelected(choice)),
  };
}

/** Whether a rule selection includes a finding; findings of mandatory rules are always included. */
export const isSelected =
  ({ only, ignored }: RuleSelection) =>
  ({ rule }: Pick<Finding, 'rule'>): boolean =>
    isMandatory(rule) || ((only.length === 0 || only.includes(rule)) && !ignored.includes(rule));

/** The finding with the severity that plan.yaml gives its rule; nothing where it turns the rule off. */
function withPlanSeverity(finding: Finding, settings: PlanFile): Finding[] {
  const severity = isMandatory(finding.rule) ? finding.severity : severityIn(settings, finding);
  return severity === 'off' ? [] : [{ ...finding, severity }];
}
