/** Questions in CEL, compiled once. Loaded only where one is asked. */

import type { Item } from '../../schemas/item.ts';
import { type Complaint, languageOf, patience, withinTime } from '../cel/language.ts';
import { Fault } from '../errors.ts';
import type { Clock } from '../plan/model/calendar-date.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Verdict } from '../plan/query/evaluate.ts';
import { inWords } from '../plan/query/expression-errors.ts';
import { itemFacts, planFacts, questionFacts, questionScope } from '../plan/query/expression-scope.ts';
import { mannerOf } from '../plan/query/saved-queries.ts';

/** What each of the items is, by its place in the list. */
export type Question = (plan: Plan, items: readonly Item[]) => Map<Item, Verdict>;

/**
 * Reads an expression.
 * @param named `--where`, or `@chase` for a saved one
 * @throws Fault `usage`, `unknown-word`, with the place in the expression
 */
export function questionIn(
  text: string,
  named: string,
  known: Pick<Plan, 'about' | 'agencies'>,
  clock: Clock,
): Question {
  const { read, see } = languageOf(questionScope, mannerOf(known, clock));
  const expression = read(text);
  if (!('test' in expression)) throw faultOf(expression, text, named);
  const facts = expression.fieldsOf('facts');
  return (plan, items) => {
    const shared = {
      today: see('today', clock.today),
      ...(expression.names.includes('plan') && { plan: see('plan', planFacts(plan, clock.today)) }),
    };
    const values = items.map((item) => ({
      ...shared,
      facts: see('facts', questionFacts(item, clock, facts)),
      ...(expression.names.includes('item') && { item: see('item', itemFacts(item, clock.today)) }),
    }));
    const answers = withinTime(patience(items.length), () => values.map(expression.test));
    if (!answers)
      throw new Fault('usage', `\`${named}\` takes too long`, 'ask something simpler', [], {
        text,
        start: 0,
        end: text.length,
      });
    return new Map(items.map((item, at) => [item, verdictOf(answers.result[at]!)]));
  };
}

function verdictOf(answer: boolean | Complaint): Verdict {
  if (typeof answer === 'boolean') return answer;
  const { absent, message } = answer;
  return absent === undefined
    ? { because: message, hint: null }
    : { because: `\`${absent}\` is not known`, hint: `ask whether it is: \`has(${absent})\`` };
}

function faultOf(complaint: Complaint, text: string, named: string): Fault {
  const { start, end } = complaint;
  const { message, hint } = inWords(complaint, text);
  return new Fault('usage', `${named}: ${message}`, hint, [], { text, start, end });
}
