/** The rules of a plan's own, applied to its items. Loaded only where there are some. */

import type { CustomRule } from '../../../schemas/plan.ts';
import {
  createLanguage,
  type Expression,
  type ExpressionError,
  runWithTimeout,
  timeBudget,
} from '../../cel/language.ts';
import type { Finding, Path, Problem } from '../../errors.ts';
import { isRetired } from '../../plan/model/derived.ts';
import { idOf } from '../../plan/model/plan.ts';
import { customRules } from '../../plan/policy/validation-settings.ts';
import { itemValues, planValues, scope } from '../../plan/query/expression-scope.ts';
import { pluralize } from '../../util/pluralize.ts';
import { joinQuoted } from '../../util/suggest.ts';
import type { LoadedPlan } from '../plan-files/read-plan.ts';
import type { Source } from '../yaml/source.ts';
import { expressionFinding } from './expression-findings.ts';

type Judged = [Source, Problem[]];

/** What the items break, and what is wrong with the expressions themselves. */
export async function checkCustomRules(
  { plan, sources }: LoadedPlan,
  today: string,
): Promise<{ judged: Judged[]; bad: Finding[] }> {
  const source = sources.settings!;
  const { parse, toCel } = createLanguage(scope);
  const items = plan.items.filter((item) => !isRetired(item));
  const shared = { plan: toCel('plan', planValues(plan, today)), today: toCel('today', today) };
  const values = items.map((item) => ({ ...shared, item: toCel('item', itemValues(item, today)) }));
  const judged = new Map(items.map((item) => [item, [] as Problem[]]));
  const bad: Promise<Finding>[] = [];
  let tooSlow: string | null = null;
  for (const [index, rule] of customRules(plan.settings)) {
    const complain = (complaint: ExpressionError) => bad.push(badExpression(source, index, rule, complaint));
    const whole = { start: 0, end: rule.expression.length };
    const expression = parse(rule.expression);
    if (!('test' in expression)) {
      complain(expression);
      continue;
    }
    if (tooSlow !== null) {
      complain({ message: `it was not tried, for \`${tooSlow}\` took too long`, ...whole });
      continue;
    }
    const answers = runWithTimeout(timeBudget(items.length), () =>
      values.map((each) => expression.test(each)),
    );
    if (!answers) {
      tooSlow = rule.id;
      complain({ message: 'it takes too long', ...whole });
      continue;
    }
    const undecided: [string, ExpressionError][] = [];
    for (const [at, answer] of answers.result.entries()) {
      const item = items[at]!;
      if (typeof answer === 'object') undecided.push([idOf(item), answer]);
      else if (!answer) judged.get(item)!.push(problemOf(rule, placeIn(item, expression)));
    }
    const [first] = undecided;
    if (first) {
      const more = undecided.length - 1;
      const others = more === 0 ? '' : ` and ${pluralize(more, 'other')}`;
      const message = `there is no answer for item ${first[0]}${others}: ${first[1].message}`;
      complain({ ...first[1], message });
    }
  }
  const told = items.map((item): Judged => [sources.items.get(item)!, judged.get(item)!]);
  return { judged: told, bad: await Promise.all(bad) };
}

const problemOf = ({ id, message, severity = 'error', expression }: CustomRule, path: Path): Problem => ({
  rule: id,
  severity,
  path,
  message,
  hint: `what must hold: \`${expression.trim().replaceAll(/\s+/g, ' ')}\``,
});

/** The one field that a rule looks at, where the item has it; else the item as a whole. */
function placeIn(item: object, expression: Expression): Path {
  const [field, ...more] = expression.fieldsOf('item');
  return field !== undefined && more.length === 0 && Object.hasOwn(item, field) ? [field] : ['id'];
}

const badExpression = (
  source: Source,
  index: number,
  { expression }: CustomRule,
  complaint: ExpressionError,
): Promise<Finding> =>
  expressionFinding(
    source,
    ['validation', 'rules', index, 'expression'],
    expression,
    complaint,
    `it knows ${joinQuoted(Object.keys(scope))}; keys are in camel case, such as \`plan.timeZone\`; \`has(item.lead)\` asks whether one is there`,
  );
