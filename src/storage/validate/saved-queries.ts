/** Checks that the saved queries of a plan are valid expressions. Loaded only if there are some. */
import { createLanguage } from '../../cel/language.ts';
import { explain } from '../../plan/query/expression-errors.ts';
import { queryScope } from '../../plan/query/expression-scope.ts';
import { expressionOf, queryLanguageOptions } from '../../plan/query/saved-queries.ts';
import type { LoadedPlan } from '../plan-files/read-plan.ts';
import type { CheckResult } from './check-result.ts';
import { expressionFindings } from './expression-findings.ts';

/** The queries are parsed, not run. */
export async function checkSavedQueries({ plan, sources }: LoadedPlan, today: string): Promise<CheckResult> {
  const { settings } = plan;
  const clock = { today, yearStart: settings['year-start'] };
  const { parse } = createLanguage(queryScope, queryLanguageOptions(plan, clock));
  const errors = Object.entries(settings.queries ?? {}).flatMap(([name, query]) => {
    const text = expressionOf(query);
    const result = parse(text);
    if ('test' in result) return [];
    const { message, hint } = explain(result, text);
    const path = ['queries', name, ...(typeof query === 'string' ? [] : ['expression'])];
    return [{ ...result, path, expression: text, message, hint }];
  });
  return { problems: [], findings: await expressionFindings(sources.settings!, errors) };
}
