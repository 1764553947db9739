/** The closed catalogue of rules, and the one function that applies it. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Problem } from '../../trouble.ts';
import { mostFindings } from '../bounds.ts';
import { planRules } from './about.ts';
import { dateRules } from './dates.ts';
import { decisionRules } from './decisions.ts';
import { followUpRules } from './follow-up.ts';
import { nameRules } from './names.ts';
import { progressRules } from './progress.ts';
import { registerRules } from './register.ts';
import type { Context, RegisterContext, Rule } from './rule.ts';
import { wordRules } from './words.ts';

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
export const judgeItem = (item: Item, context: Context) => judge(rules.item, item, context);

/** Everything that is wrong with the register beyond its shape. */
export const judgeRegister = (agencies: readonly Agency[], context: RegisterContext) =>
  judge(rules.register, agencies, context);

/** Everything that is wrong with the plan's own file beyond its shape. */
export const judgePlan = (about: PlanFile) => judge(rules.plan, about, null);

function judge<Subject, Needs>(
  rules: Readonly<Record<string, Rule<Subject, Needs>>>,
  subject: Subject,
  context: Needs,
): Problem[] {
  return Object.entries(rules).flatMap(([rule, { severity, check }]) =>
    upTo(mostFindings + 1, check(subject, context)).map(({ path, message, hint }) => ({
      rule,
      severity,
      path,
      message,
      ...(hint ? { hint } : {}),
    })),
  );
}

/** The first of them: a rule looks no further once more is wrong than is told. */
function upTo<Each>(most: number, all: Iterable<Each>): Each[] {
  const first: Each[] = [];
  for (const each of all) {
    first.push(each);
    if (first.length === most) break;
  }
  return first;
}
