/** Finds the comments in plan files that suppress findings. */
import type { Item } from '../../../schemas/item.ts';
import { type Suppression, suppressionIn } from '../../plan/policy/suppression.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import type { Comment } from '../yaml/parse.ts';
import type { Source } from '../yaml/source.ts';
import { locationAt } from '../yaml/text-position.ts';

/** The suppressions in the files that were checked. @param clean items whose files have none */
export async function suppressionsOf(
  { settings, agencies, items, sources }: PlanReading,
  clean: ReadonlySet<Item>,
): Promise<Suppression[]> {
  const checked = items.filter((item) => !clean.has(item)).map((item) => sources.items.get(item)!);
  const all = [sources.settings, ...(settings && agencies ? [sources.agencies, ...checked] : [])];
  const suppressing = all.filter((source) => source !== null).filter(hasSuppressions);
  if (suppressing.length === 0) return [];
  const { commentsOf } = await import('../yaml/parse.ts');
  return suppressing.flatMap((source) => suppressionsIn(source, commentsOf(source.text)));
}

/** Whether a file may have suppressions. */
export const hasSuppressions = ({ text }: Pick<Source, 'text'>): boolean => text.includes('plan-ignore');

function suppressionsIn(source: Source, comments: readonly Comment[]): Suppression[] {
  const lines = source.text.split('\n');
  const next = nextLines(lines);
  return comments.flatMap(({ text, offset, isAlone, isFirst }) => {
    const suppression = suppressionIn(text);
    if (!suppression) return [];
    const location = locationAt(source, offset, text.length);
    const suppressedLine = isFirst ? null : isAlone ? next[location.line]! : location.line;
    return [{ ...location, ...suppression, suppressedLine }];
  });
}

/** For each line, the first line below it that is not a comment. Lines count from 1. */
function nextLines(lines: readonly string[]): number[] {
  const next: number[] = [];
  next[lines.length] = lines.length + 1;
  for (let line = lines.length - 1; line > 0; line--)
    next[line] = /^\s*#/.test(lines[line]!) ? next[line + 1]! : line + 1;
  return next;
}
