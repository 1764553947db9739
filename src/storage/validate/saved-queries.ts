/** The questions that a plan saves can be asked. Loaded only where there are some. */
import { createLanguage } from '../../cel/language.ts';
import type { Finding } from '../../errors.ts';
import { explain } from '../../plan/query/expression-errors.ts';
import { queryScope } from '../../plan/query/expression-scope.ts';
import { expressionOf, queryLanguageOptions } from '../../plan/query/saved-queries.ts';
import type { LoadedPlan } from '../plan-files/read-plan.ts';
import { expressionFinding } from './expression-findings.ts';

/** What is wrong with their expressions; whether they have an answer is for whoever asks them to see. */
export function checkSavedQueries({ plan, sources }: LoadedPlan, today: string): Promise<Finding[]> {
  const { settings } = plan;
  const clock = { today, yearStart: settings['year-start'] };
  const { parse } = createLanguage(queryScope, queryLanguageOptions(plan, clock));
  const bad = Object.entries(settings.queries ?? {}).flatMap(([name, query]) => {
    const text = expressionOf(query);
    const complaint = parse(text);
    if ('test' in complaint) return [];
    const { message, hint } = explain(complaint, text);
    const path = ['queries', name, ...(typeof query === 'string' ? [] : ['expression'])];
    return [expressionFinding(sources.settings!, path, text, { ...complaint, message }, hint)];
  });
  return Promise.all(bad);
}
