/** Checks `validation` in plan.yaml, and says which rules a plan has. */
import type { CustomRule, PlanFile, Validation } from '../../../schemas/plan.ts';
import type { Problem } from '../../errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import type { PolicyRule } from '../rules/rule-summaries.ts';
import { changeRuleIds, configurableRuleIds, hasFixedSeverity, mandatoryRuleIds } from './rule-ids.ts';

/** The ids of the rules of a plan, its custom rules last. */
export const ruleIdsOf = (settings: PlanFile): string[] => [
  ...configurableRuleIds,
  ...mandatoryRuleIds,
  ...(settings.validation?.rules ?? []).map(({ id }) => id),
];

const problem = (rule: PolicyRule, rest: Omit<Problem, 'rule' | 'severity'>): Problem => ({
  rule,
  severity: 'error',
  ...rest,
});

/** The problems of `validation`; the expressions of custom rules are checked elsewhere. */
export function checkPolicy(settings: PlanFile): Problem[] {
  const { severities = {}, rules = [] }: Validation = settings.validation ?? {};
  const known = ruleIdsOf(settings);
  const valid = new Map(customRules(settings));
  return [
    ...Object.keys(severities).flatMap((rule): Problem | [] => {
      const location = { path: ['validation', 'severities', rule], atKey: true };
      if (hasFixedSeverity(rule)) return problem('fixed-rule', { ...location, ...fixedRule(rule) });
      return known.includes(rule)
        ? []
        : problem('unknown-rule', { ...location, ...unknownRule(rule, known) });
    }),
    ...rules.flatMap(({ id }, index) =>
      valid.has(index)
        ? []
        : problem('duplicate-rule', {
            path: ['validation', 'rules', index, 'id'],
            message: `\`${id}\` is the id of another rule`,
            hint: 'give it an id of its own',
          }),
    ),
  ];
}

/** The custom rules that can be checked, with their index in plan.yaml: those whose id is not the id of another rule. */
export function customRules({ validation }: PlanFile): [index: number, rule: CustomRule][] {
  const rules = validation?.rules ?? [];
  const taken = [...configurableRuleIds, ...mandatoryRuleIds, ...changeRuleIds];
  return [...rules.entries()].filter(
    ([index, { id }]) => !taken.includes(id) && rules.findIndex((each) => each.id === id) === index,
  );
}

export const unknownRule = (rule: string, known: readonly string[]) => ({
  message: `\`${rule}\` is not a rule`,
  hint: didYouMean(rule, known) ?? '`plan rules` lists them',
});

/** Why the severity of a rule cannot be changed. */
export const fixedRule = (rule: string) =>
  changeRuleIds.includes(rule)
    ? {
        message: `\`${rule}\` checks a change, so no file of the change can turn it off`,
        hint: `to skip it: \`plan validate --ignore ${rule}\``,
      }
    : { message: `\`${rule}\` cannot be turned off or suppressed`, hint: 'fix the finding' };
