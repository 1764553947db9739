/** The ids of the rules that `validate` checks, taken from the tables of rules. */
import { allChangeRules } from '../rules/change/index.ts';
import { rules } from '../rules/index.ts';
import {
  evidenceRules,
  fileRules,
  policyRules,
  schemaRules,
  suppressionRules,
  yamlRules,
} from '../rules/rule-summaries.ts';

/** Rules whose findings mean that a file could not be read or used: they cannot be turned off, weakened or suppressed. */
export const mandatoryRuleIds: readonly string[] = [fileRules, yamlRules, schemaRules, policyRules].flatMap(
  (table) => Object.keys(table),
);

/** Rules about what was read: plan.yaml can set their severity, or turn them off. */
export const configurableRuleIds: readonly string[] = [
  ...Object.values(rules),
  evidenceRules,
  suppressionRules,
].flatMap((table) => Object.keys(table));

/** Rules about a change, which no file of the change can weaken or suppress. */
export const changeRuleIds: readonly string[] = Object.keys(allChangeRules);

/** Whether the findings of a rule mean that a file could not be read or used. */
export const isMandatory = (rule: string): boolean => mandatoryRuleIds.includes(rule);

/** Whether neither plan.yaml nor a comment can change the severity of a rule. */
export const hasFixedSeverity = (rule: string): boolean => isMandatory(rule) || changeRuleIds.includes(rule);
