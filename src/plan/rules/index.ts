/** The tables of rules about plan.yaml, agencies.yaml and items, and the functions that check them. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Problem } from '../../errors.ts';
import { maxFindings } from '../model/limits.ts';
import { agencyRules, agencyUseRules } from './agencies.ts';
import { correctionRules } from './corrections.ts';
import { dateRules } from './dates.ts';
import { decisionRules } from './decisions.ts';
import { fingerprintRules } from './fingerprint.ts';
import { followUpRules } from './follow-up.ts';
import { settingsRules } from './plan-file.ts';
import { progressRules } from './progress.ts';
import { referenceRules } from './references.ts';
import type { AgenciesContext, Rule, RuleContext } from './rule.ts';

export type { RuleContext as Context } from './rule.ts';

/** Every rule, by what it checks. */
export const rules = {
  settings: settingsRules,
  agencies: agencyRules,
  item: {
    ...referenceRules,
    ...progressRules,
    ...dateRules,
    ...correctionRules,
    ...decisionRules,
    ...fingerprintRules,
    ...followUpRules,
  },
} as const;

/** The problems of an item whose schema is valid. */
export const checkItem: (item: Item, context: RuleContext) => Problem[] = runRules(rules.item);

/** The problems of agencies.yaml, whose schema is valid. */
export const checkAgencies: (agencies: readonly Agency[], context: AgenciesContext) => Problem[] = runRules(
  rules.agencies,
);

/** The problems of agencies.yaml that a change of an item can cause. */
export const checkAgencyUse: typeof checkAgencies = runRules(agencyUseRules);

const runSettingsRules = runRules<PlanFile, null>(rules.settings);

/** The problems of plan.yaml, whose schema is valid. */
export const checkSettings = (settings: PlanFile) => runSettingsRules(settings, null);

function runRules<Subject, Context>(rules: Readonly<Record<string, Rule<Subject, Context>>>) {
  const each = Object.entries(rules);
  return (subject: Subject, context: Context): Problem[] => {
    const problems: Problem[] = [];
    for (const [rule, { severity, check }] of each) {
      // Stop a rule once it has found more than is reported of a file.
      const limit = problems.length + maxFindings + 1;
      for (const { path, message, hint } of check(subject, context)) {
        problems.push({ rule, severity, path, message, ...(hint ? { hint } : {}) });
        if (problems.length === limit) break;
      }
    }
    return problems;
  };
}
