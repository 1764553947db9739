/** Compiles CEL expressions of `--where` and saved queries. Loaded only if there is one. */
import type { Item } from '../../schemas/item.ts';
import { createLanguage, type ExpressionError, runWithTimeout, timeBudget } from '../cel/language.ts';
import { PlanError } from '../errors.ts';
import type { FactScope } from '../plan/model/derived.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Ternary } from '../plan/query/evaluate.ts';
import { explain } from '../plan/query/expression-errors.ts';
import {
  fieldValues,
  itemValues,
  noDueDate,
  planValues,
  queryScope,
} from '../plan/query/expression-scope.ts';
import { undatedResult } from '../plan/query/filters.ts';
import { queryLanguageOptions } from '../plan/query/saved-queries.ts';

/** Whether each item matches. */
export type Predicate = (plan: Plan, items: readonly Item[]) => Map<Item, Ternary>;

/**
 * @param name how messages name the expression: `--where`, or `@chase` for a saved query
 * @throws PlanError `usage`, `unknown-word`, with the position in the expression
 */
export function compileExpression(
  text: string,
  name: string,
  plan: Pick<Plan, 'settings' | 'agencies'>,
  scope: FactScope,
): Predicate {
  const { parse, toCel } = createLanguage(queryScope, queryLanguageOptions(plan, scope));
  const expression = parse(text);
  if (!('test' in expression)) throw toUsageError(expression, text, name);
  const facts = expression.fieldsOf('facts');
  return (plan, items) => {
    const shared = {
      today: toCel('today', scope.today),
      ...(expression.names.includes('plan') && { plan: toCel('plan', planValues(plan, scope)) }),
    };
    const values = items.map((item) => ({
      ...shared,
      facts: toCel('facts', fieldValues(item, scope, facts)),
      ...(expression.names.includes('item') && { item: toCel('item', itemValues(item, scope)) }),
    }));
    const results = runWithTimeout(timeBudget(items.length), () => values.map(expression.test));
    if (!results)
      throw new PlanError('usage', `\`${name}\` takes too long`, 'use a simpler expression', [], {
        text,
        start: 0,
        end: text.length,
      });
    const invalid = results.result.find((result) => typeof result === 'object' && result.isPattern);
    if (typeof invalid === 'object') throw toUsageError(invalid, text, name);
    return new Map(items.map((item, index) => [item, toTernary(results.result[index]!)]));
  };
}

function toTernary(result: boolean | ExpressionError): Ternary {
  if (typeof result === 'boolean') return result;
  const { absent, message } = result;
  if (absent === noDueDate) return undatedResult;
  return absent === undefined
    ? { reason: message, hint: null }
    : { reason: `\`${absent}\` is not known`, hint: `test it first: \`has(${absent}) && …\`` };
}

function toUsageError(error: ExpressionError, text: string, name: string): PlanError {
  const { start, end } = error;
  const { message, hint } = explain(error, text);
  return new PlanError('usage', `${name}: ${message}`, hint, [], { text, start, end });
}
