/** What the files of a plan say need not be told of them. */
import type { Item } from '../../../schemas/item.ts';
import { type Suppression, suppressionIn } from '../../plan/policy/suppression.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import type { Comment } from '../yaml/parse.ts';
import type { Source } from '../yaml/source.ts';
import { locationAt } from '../yaml/text-position.ts';

const mark = 'plan-ignore';

/** Those of the files that were judged; only a file that holds the words is looked at. */
export async function suppressionsOf(
  { settings, agencies, items, sources }: PlanReading,
  sound: ReadonlySet<Item>,
): Promise<Suppression[]> {
  const loud = items.filter((item) => !sound.has(item)).map((item) => sources.items.get(item));
  const judged = [sources.settings, ...(settings && agencies ? [sources.agencies, ...loud] : [])];
  const marked = judged.filter((source) => source && hasSuppressions(source));
  if (marked.length === 0) return [];
  const { commentsOf } = await import('../yaml/parse.ts');
  return marked.flatMap((source) => suppressionsIn(source!, commentsOf(source!.text)));
}

/** Whether a file may say what need not be told of it. */
export const hasSuppressions = ({ text }: Pick<Source, 'text'>): boolean => text.includes(mark);

function suppressionsIn(source: Source, comments: readonly Comment[]): Suppression[] {
  const lines = source.text.split('\n');
  return comments.flatMap(({ text, offset, isAlone, isFirst }) => {
    const said = suppressionIn(text);
    if (!said) return [];
    const at = locationAt(source, offset, text.length);
    return [{ ...at, ...said, suppressedLine: isFirst ? null : isAlone ? below(lines, at.line) : at.line }];
  });
}

/** The line that comments on lines of their own are about: the first below that is none. Lines count from 1. */
function below(lines: readonly string[], line: number): number {
  let next = line;
  while (/^\s*#/.test(lines[next] ?? '')) next++;
  return next + 1;
}
