/** The closed catalogue of rules, and the one function that applies it. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Problem } from '../../trouble.ts';
import { dateRules } from './dates.ts';
import { nameRules } from './names.ts';
import { progressRules } from './progress.ts';
import { registerRules } from './register.ts';
import type { Context, ItemRule, RegisterRule } from './rule.ts';
import { wordRules } from './words.ts';

export type { Context } from './rule.ts';

export const itemRules = { ...nameRules, ...progressRules, ...dateRules, ...wordRules };
export { registerRules };

/** Everything that is wrong with an item beyond its shape. */
export const judgeItem = (item: Item, context: Context): Problem[] => judge(itemRules, item, context);

/** Everything that is wrong with the register beyond its shape. */
export const judgeRegister = (agencies: readonly Agency[], context: Context): Problem[] =>
  judge(registerRules, agencies, context);

function judge<Subject>(
  rules: Record<string, ItemRule | RegisterRule>,
  subject: Subject,
  context: Context,
): Problem[] {
  return Object.entries(rules).flatMap(([rule, { severity, check }]) =>
    [
      ...(check as (subject: Subject, context: Context) => ReturnType<ItemRule['check']>)(subject, context),
    ].map(({ path, message, hint }) => ({ rule, severity, path, message, ...(hint ? { hint } : {}) })),
  );
}
