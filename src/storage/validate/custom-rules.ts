/** Checks the custom rules of a plan. Loaded only if there are some. */
import type { CustomRule } from '../../../schemas/plan.ts';
import {
  createLanguage,
  type Expression,
  type ExpressionError,
  runWithTimeout,
  timeBudget,
} from '../../cel/language.ts';
import type { Path, Problem } from '../../errors.ts';
import { isRetired } from '../../plan/model/derived.ts';
import { idOf } from '../../plan/model/plan.ts';
import { customRules } from '../../plan/policy/validation-settings.ts';
import { itemValues, planValues, scope } from '../../plan/query/expression-scope.ts';
import { pluralize } from '../../util/pluralize.ts';
import { joinQuoted } from '../../util/suggest.ts';
import type { LoadedPlan } from '../plan-files/read-plan.ts';
import type { CheckResult } from './check-result.ts';
import { expressionFindings, type FileExpressionError } from './expression-findings.ts';

/** The problems of items that break a rule, and findings about the expressions themselves. */
export async function checkCustomRules({ plan, sources }: LoadedPlan, today: string): Promise<CheckResult> {
  const { parse, toCel } = createLanguage(scope);
  const items = plan.items.filter((item) => !isRetired(item));
  const shared = { plan: toCel('plan', planValues(plan, { today })), today: toCel('today', today) };
  const values = items.map((item) => ({ ...shared, item: toCel('item', itemValues(item, { today })) }));
  const problems = new Map(items.map((item) => [item, [] as Problem[]]));
  const errors: FileExpressionError[] = [];
  let slowRule: string | null = null;
  for (const [index, rule] of customRules(plan.settings)) {
    const report = (error: ExpressionError) => errors.push(toFileError(index, rule, error));
    const wholeRule = { start: 0, end: rule.expression.length };
    const expression = parse(rule.expression);
    if (!('test' in expression)) {
      report(expression);
      continue;
    }
    if (slowRule !== null) {
      report({ message: `not run, because \`${slowRule}\` took too long`, ...wholeRule });
      continue;
    }
    const answers = runWithTimeout(timeBudget(items.length), () =>
      values.map((each) => expression.test(each)),
    );
    if (!answers) {
      slowRule = rule.id;
      report({ message: 'this takes too long', ...wholeRule });
      continue;
    }
    const failed: [string, ExpressionError][] = [];
    for (const [at, answer] of answers.result.entries()) {
      const item = items[at]!;
      if (typeof answer === 'object') failed.push([idOf(item), answer]);
      else if (!answer) problems.get(item)!.push(toProblem(rule, pathOf(item, expression)));
    }
    const [first] = failed;
    if (first) {
      const others = failed.length === 1 ? '' : ` and ${pluralize(failed.length - 1, 'other')}`;
      report({ ...first[1], message: `no result for item ${first[0]}${others}: ${first[1].message}` });
    }
  }
  return {
    problems: items.map((item) => [sources.items.get(item)!, problems.get(item)!]),
    findings: await expressionFindings(sources.settings!, errors),
  };
}

const toProblem = ({ id, message, severity = 'error', expression }: CustomRule, path: Path): Problem => ({
  rule: id,
  severity,
  path,
  message,
  hint: `expected: \`${expression.trim().replaceAll(/\s+/g, ' ')}\``,
});

/** The path of the only field that a rule reads, if the item has it; else of the item's id. */
function pathOf(item: object, expression: Expression): Path {
  const [field, ...more] = expression.fieldsOf('item');
  return field !== undefined && more.length === 0 && Object.hasOwn(item, field) ? [field] : ['id'];
}

const toFileError = (
  index: number,
  { expression }: CustomRule,
  error: ExpressionError,
): FileExpressionError => ({
  ...error,
  path: ['validation', 'rules', index, 'expression'],
  expression,
  hint: `use ${joinQuoted(Object.keys(scope))}; write keys in camel case, such as \`plan.timeZone\`; test for a key with \`has(item.lead)\``,
});
