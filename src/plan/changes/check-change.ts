/** What every change to an item must leave as good as it was: the shape, and each rule that the item keeps. */
import type { Item } from '../../../schemas/item.ts';
import { PlanError, type Problem } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import { type Context, checkItem } from '../rules/index.ts';
import { type SchemaName, type SchemaType, validOrNull } from '../rules/is-valid.ts';
import { severityIn } from '../rules/severity.ts';

/**
 * Sees that a change breaks no rule.
 * @param before null where the item is new
 * @throws PlanError `refused`, with every rule that would be broken and was not
 */
export function assertNoNewProblems(before: Item | null, after: Item, context: Context): void {
  const problems = newProblems(before, after, context);
  if (problems.length > 0) throw refusedError(after, problems);
}

/**
 * What is wrong afterwards and was not before, where the plan counts it as an error: nobody is held up by an old fault
 * elsewhere in the item.
 */
export function newProblems(before: Item | null, after: Item, context: Context): Problem[] {
  const key = ({ rule, path, message }: Problem) => JSON.stringify([rule, path, message]);
  const old = new Set(before ? checkItem(before, context).map(key) : []);
  return checkItem(after, context).filter(
    (problem) => severityIn(context.plan.settings, problem) === 'error' && !old.has(key(problem)),
  );
}

/** A problem's message that names the item. */
export function withItemName(item: Item, { message }: Problem): string {
  const name = `item ${idOf(item)}`;
  return message.includes(name) ? message : `${name}: ${message}`;
}

export function refusedError(item: Item, problems: readonly Problem[]): PlanError {
  const messages = [...new Set(problems.map((problem) => withItemName(item, problem)))];
  const hints = [...new Set(problems.flatMap(({ hint }) => hint ?? []))];
  return new PlanError('refused', messages.join('; '), hints.join('; ') || null);
}

/**
 * What was put together from what a person said. Only where it is wrong is that loaded which says so in words.
 * @throws PlanError `usage` where it can't stand in a file
 */
export async function parseOrThrow<Name extends SchemaName>(
  name: Name,
  value: unknown,
): Promise<SchemaType<Name>> {
  const well = validOrNull(name, value);
  if (well) return well;
  const { parseWithProblems } = await import('../rules/schema.ts');
  const { problems } = parseWithProblems(name, value);
  const hints = problems.flatMap(({ hint }) => hint ?? []);
  throw new PlanError('usage', problems.map(({ message }) => message).join('; '), hints.join('; ') || null);
}
