/** Questions in CEL, compiled once. Loaded only where one is asked. */

import type { Item } from '../../schemas/item.ts';
import { createLanguage, type ExpressionError, runWithTimeout, timeBudget } from '../cel/language.ts';
import { PlanError } from '../errors.ts';
import type { Clock } from '../plan/model/calendar-date.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Ternary } from '../plan/query/evaluate.ts';
import { explain } from '../plan/query/expression-errors.ts';
import { fieldValues, itemValues, planValues, queryScope } from '../plan/query/expression-scope.ts';
import { queryLanguageOptions } from '../plan/query/saved-queries.ts';

/** What each of the items is, by its place in the list. */
export type Predicate = (plan: Plan, items: readonly Item[]) => Map<Item, Ternary>;

/**
 * Reads an expression.
 * @param named `--where`, or `@chase` for a saved one
 * @throws PlanError `usage`, `unknown-word`, with the place in the expression
 */
export function compileWhere(
  text: string,
  named: string,
  known: Pick<Plan, 'settings' | 'agencies'>,
  clock: Clock,
): Predicate {
  const { parse, toCel } = createLanguage(queryScope, queryLanguageOptions(known, clock));
  const expression = parse(text);
  if (!('test' in expression)) throw faultOf(expression, text, named);
  const facts = expression.fieldsOf('facts');
  return (plan, items) => {
    const shared = {
      today: toCel('today', clock.today),
      ...(expression.names.includes('plan') && { plan: toCel('plan', planValues(plan, clock.today)) }),
    };
    const values = items.map((item) => ({
      ...shared,
      facts: toCel('facts', fieldValues(item, clock, facts)),
      ...(expression.names.includes('item') && { item: toCel('item', itemValues(item, clock.today)) }),
    }));
    const answers = runWithTimeout(timeBudget(items.length), () => values.map(expression.test));
    if (!answers)
      throw new PlanError('usage', `\`${named}\` takes too long`, 'ask something simpler', [], {
        text,
        start: 0,
        end: text.length,
      });
    return new Map(items.map((item, at) => [item, verdictOf(answers.result[at]!)]));
  };
}

function verdictOf(answer: boolean | ExpressionError): Ternary {
  if (typeof answer === 'boolean') return answer;
  const { absent, message } = answer;
  return absent === undefined
    ? { because: message, hint: null }
    : { because: `\`${absent}\` is not known`, hint: `ask whether it is: \`has(${absent})\`` };
}

function faultOf(complaint: ExpressionError, text: string, named: string): PlanError {
  const { start, end } = complaint;
  const { message, hint } = explain(complaint, text);
  return new PlanError('usage', `${named}: ${message}`, hint, [], { text, start, end });
}
