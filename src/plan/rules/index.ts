/** The closed catalogue of rules, and the one function that applies it. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Problem } from '../../errors.ts';
import { maxFindings } from '../model/limits.ts';
import { registerRules, registerUseRules } from './agencies.ts';
import { dateRules } from './dates.ts';
import { decisionRules } from './decisions.ts';
import { wordRules } from './fingerprint.ts';
import { followUpRules } from './follow-up.ts';
import { planRules } from './plan-file.ts';
import { progressRules } from './progress.ts';
import { nameRules } from './references.ts';
import type { Context, RegisterContext, Rule } from './rule.ts';

export type { Context } from './rule.ts';

/** Every rule, by what it judges. */
export const rules = {
  plan: planRules,
  register: registerRules,
  item: {
    ...nameRules,
    ...progressRules,
    ...dateRules,
    ...decisionRules,
    ...wordRules,
    ...followUpRules,
  },
} as const;

/** Everything that is wrong with an item beyond its shape. */
export const checkItem: (item: Item, context: Context) => Problem[] = runRules(rules.item);

/** Everything that is wrong with the register beyond its shape. */
export const checkAgencies: (agencies: readonly Agency[], context: RegisterContext) => Problem[] = runRules(
  rules.register,
);

/** What of that a change to an item can bring about. */
export const judgeRegisterUse: typeof checkAgencies = runRules(registerUseRules);

const checkSettings = runRules<PlanFile, null>(rules.plan);

/** Everything that is wrong with the plan's own file beyond its shape. */
export const judgePlan = (settings: PlanFile) => checkSettings(settings, null);

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
