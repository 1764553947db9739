/** The questions that a plan saves can be asked. Loaded only where there are some. */
import { languageOf } from '../cel.ts';
import { expressionOf, mannerOf } from '../plan/question.ts';
import { inWords } from '../plan/question-words.ts';
import { questionScope } from '../plan/scope.ts';
import type { Finding } from '../trouble.ts';
import { expressionFinding } from './expressions.ts';
import type { Loaded } from './read.ts';

/** What is wrong with their expressions; whether they have an answer is for whoever asks them to see. */
export function judgeQueries({ plan, sources }: Loaded, today: string): Promise<Finding[]> {
  const { about } = plan;
  const clock = { today, yearStart: about['year-start'] };
  const { read } = languageOf(questionScope, mannerOf(plan, clock));
  const bad = Object.entries(about.queries ?? {}).flatMap(([name, query]) => {
    const text = expressionOf(query);
    const complaint = read(text);
    if ('test' in complaint) return [];
    const { message, hint } = inWords(complaint, text);
    const path = ['queries', name, ...(typeof query === 'string' ? [] : ['expression'])];
    return [expressionFinding(sources.about!, path, text, { ...complaint, message }, hint)];
  });
  return Promise.all(bad);
}
