/** What the plan's own file says about rules is about rules that there are, and can be said of them. */
import type { CustomRule, PlanFile, Validation } from '../../../schemas/plan.ts';
import type { Problem } from '../../errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import { changeRuleIds, configurableRuleIds, mandatoryRuleIds } from './rule-ids.ts';

export const policyRules = {
  'unknown-rule': 'The rules that `validation` weighs are rules that there are.',
  'fixed-rule': 'No rule by which a file is read is turned off, softened or suppressed.',
  'duplicate-rule': 'A rule of the plan’s own has an id that no other rule has.',
  'bad-expression':
    'The expression of a rule of the plan’s own is true or false of every item, and that of a saved question can be asked.',
} as const;

/** Every rule that can be named in this plan; its own stand last. */
export const ruleIdsOf = (settings: PlanFile): string[] => [
  ...configurableRuleIds,
  ...mandatoryRuleIds,
  ...(settings.validation?.rules ?? []).map(({ id }) => id),
];

const problem = (rule: keyof typeof policyRules, rest: Omit<Problem, 'rule' | 'severity'>): Problem => ({
  rule,
  severity: 'error',
  ...rest,
});

/** What is wrong with what the plan says about rules, expressions apart. */
export function checkPolicy(settings: PlanFile): Problem[] {
  const { severities = {}, rules = [] }: Validation = settings.validation ?? {};
  const known = ruleIdsOf(settings);
  const own = new Map(customRules(settings));
  return [
    ...Object.keys(severities).flatMap((rule): Problem | [] => {
      const location = { path: ['validation', 'severities', rule], atKey: true };
      if (hasFixedSeverity(rule)) return problem('fixed-rule', { ...location, ...fixedRule(rule) });
      return known.includes(rule)
        ? []
        : problem('unknown-rule', { ...location, ...unknownRule(rule, known) });
    }),
    ...rules.flatMap(({ id }, index) =>
      own.has(index)
        ? []
        : problem('duplicate-rule', {
            path: ['validation', 'rules', index, 'id'],
            message: `\`${id}\` is the id of another rule`,
            hint: 'give it an id of its own',
          }),
    ),
  ];
}

/** The rules of the plan's own that can be applied, with their places in its list: none has the id of another rule. */
export function customRules({ validation }: PlanFile): [index: number, rule: CustomRule][] {
  const rules = validation?.rules ?? [];
  const taken = [...configurableRuleIds, ...mandatoryRuleIds, ...changeRuleIds];
  return [...rules.entries()].filter(
    ([index, { id }]) => !taken.includes(id) && rules.findIndex((each) => each.id === id) === index,
  );
}

/** That nobody knows a rule, and which may be meant. */
export const unknownRule = (rule: string, known: readonly string[]) => ({
  message: `\`${rule}\` is not a rule`,
  hint: didYouMean(rule, known) ?? '`plan rules` lists them',
});

/** Whether neither the plan nor a comment can change what a rule weighs. */
export const hasFixedSeverity = (rule: string): boolean =>
  mandatoryRuleIds.includes(rule) || changeRuleIds.includes(rule);

/** Why it is so. */
export const fixedRule = (rule: string) =>
  changeRuleIds.includes(rule)
    ? {
        message: `\`${rule}\` judges what a change did, which no file of the change can excuse`,
        hint: `leave it out where that is right: \`plan validate --ignore ${rule}\``,
      }
    : {
        message: `\`${rule}\` always counts: what can’t be read can’t be judged`,
        hint: 'mend what it finds',
      };
