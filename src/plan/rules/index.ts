/** The closed catalogue of rules, and the one function that applies it. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Problem } from '../../errors.ts';
import { maxFindings } from '../model/limits.ts';
import { agencyRules, agencyUseRules } from './agencies.ts';
import { dateRules } from './dates.ts';
import { decisionRules } from './decisions.ts';
import { fingerprintRules } from './fingerprint.ts';
import { followUpRules } from './follow-up.ts';
import { settingsRules } from './plan-file.ts';
import { progressRules } from './progress.ts';
import { referenceRules } from './references.ts';
import type { AgenciesContext, Rule, RuleContext } from './rule.ts';

export type { RuleContext as Context } from './rule.ts';

/** Every rule, by what it judges. */
export const rules = {
  plan: settingsRules,
  register: agencyRules,
  item: {
    ...referenceRules,
    ...progressRules,
    ...dateRules,
    ...decisionRules,
    ...fingerprintRules,
    ...followUpRules,
  },
} as const;

/** Everything that is wrong with an item beyond its shape. */
export const checkItem: (item: Item, context: RuleContext) => Problem[] = runRules(rules.item);

/** Everything that is wrong with the register beyond its shape. */
export const checkAgencies: (agencies: readonly Agency[], context: AgenciesContext) => Problem[] = runRules(
  rules.register,
);

/** What of that a change to an item can bring about. */
export const checkAgencyUse: typeof checkAgencies = runRules(agencyUseRules);

const runSettingsRules = runRules<PlanFile, null>(rules.plan);

/** Everything that is wrong with the plan's own file beyond its shape. */
export const checkSettings = (settings: PlanFile) => runSettingsRules(settings, null);

function runRules<Subject, Needs>(rules: Readonly<Record<string, Rule<Subject, Needs>>>) {
  const each = Object.entries(rules);
  return (subject: Subject, context: Needs): Problem[] => {
    const problems: Problem[] = [];
    for (const [rule, { severity, check }] of each) {
      // A rule looks no further once more is wrong than is told.
      const most = problems.length + maxFindings + 1;
      for (const { path, message, hint } of check(subject, context)) {
        problems.push({ rule, severity, path, message, ...(hint ? { hint } : {}) });
        if (problems.length === most) break;
      }
    }
    return problems;
  };
}
