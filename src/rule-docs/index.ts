/** Every rule that a finding can name, with why it is there. Only who explains rules loads this. */

import type { Severity } from '../errors.ts';
import { rowRules } from '../plan/changes/import-rows.ts';
import { codeownersRules } from '../plan/codeowners.ts';
import { changeRules } from '../plan/rules/change/index.ts';
import { trailRules } from '../plan/rules/history/index.ts';
import { rules } from '../plan/rules/index.ts';
import { policyRules } from '../plan/rules/policy-rules.ts';
import { shapeRules } from '../plan/rules/schema-rules.ts';
import { suppressionRules } from '../plan/rules/suppression.ts';
import { fileRules } from '../storage/plan-files/read-plan.ts';
import { evidenceRules } from '../storage/validate/evidence-rules.ts';
import { yamlRules } from '../storage/yaml/syntax-errors.ts';
import { registerExplanations } from './agencies.ts';
import { baseExplanations } from './change.ts';
import { dateExplanations } from './dates.ts';
import { decisionExplanations } from './decisions.ts';
import { evidenceExplanations } from './evidence.ts';
import { fileExplanations } from './files.ts';
import { wordExplanations } from './fingerprint.ts';
import { followUpExplanations } from './follow-up.ts';
import { trailExplanations } from './history.ts';
import { rowExplanations } from './import-rows.ts';
import { planExplanations } from './plan-file.ts';
import { policyExplanations, suppressionExplanations } from './policy.ts';
import { progressExplanations } from './progress.ts';
import { nameExplanations } from './references.ts';
import type { RuleDoc } from './rule-doc.ts';
import { shapeExplanations } from './schema.ts';
import { yamlExplanations } from './yaml.ts';

/**
 * What a rule judges: a file, its text, its value's shape, what stands in it, what it says of rules, the commits that made
 * it, a change on its way in, or a row of reports.
 */
export type RuleSubject =
  | 'file'
  | 'yaml'
  | 'shape'
  | 'policy'
  | 'plan'
  | 'register'
  | 'item'
  | 'evidence'
  | 'trail'
  | 'change'
  | 'row';

/** What a rule's table entry holds. */
interface RuleSummary {
  severity: Severity;
  summary: string;
}

export interface KnownRule extends RuleDoc {
  id: string;
  severity: Severity;
  /** What must hold, in one sentence. */
  about: string;
  judges: RuleSubject;
}

/** In the order in which a plan meets them. */
export const ruleDocs: readonly KnownRule[] = [
  ...group('file', errors(fileRules), fileExplanations),
  ...group('yaml', errors(yamlRules), yamlExplanations),
  ...group('shape', errors(shapeRules), shapeExplanations),
  ...group('policy', errors(policyRules), policyExplanations),
  ...group('policy', suppressionRules, suppressionExplanations),
  ...group('plan', rules.plan, planExplanations),
  ...group('register', rules.register, registerExplanations),
  ...group('item', rules.item, {
    ...nameExplanations,
    ...progressExplanations,
    ...dateExplanations,
    ...decisionExplanations,
    ...wordExplanations,
    ...followUpExplanations,
  }),
  ...group('evidence', evidenceRules, evidenceExplanations),
  ...group('trail', trailRules, trailExplanations),
  ...group('change', { ...changeRules, ...errors(codeownersRules) }, baseExplanations),
  ...group('row', errors(without(rowRules, shapeRules)), rowExplanations),
];

function group<Id extends string>(
  judges: RuleSubject,
  rules: Readonly<Record<Id, RuleSummary>>,
  explanations: Readonly<Record<NoInfer<Id>, RuleDoc>>,
): KnownRule[] {
  return (Object.keys(rules) as Id[]).map((id) => {
    const { severity, summary: about } = rules[id];
    return { id, severity, judges, about, ...explanations[id] };
  });
}

/** The rules of a table that have no namesake in another: a rule of one name says the same of both. */
function without<Rules extends object, Others extends object>(rules: Rules, others: Others) {
  const own = Object.entries(rules).filter(([id]) => !(id in others));
  return Object.fromEntries(own) as Omit<Rules, keyof Others>;
}

/** What keeps a file or a row from being read is always an error. */
function errors<Id extends string>(summaries: Readonly<Record<Id, string>>): Record<Id, RuleSummary> {
  const told = Object.entries<string>(summaries).map(([id, summary]) => [id, { severity: 'error', summary }]);
  return Object.fromEntries(told) as Record<Id, RuleSummary>;
}
