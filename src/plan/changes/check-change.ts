/** Checks a changed item against the schema and the rules before it is written. */
import type { Item } from '../../../schemas/item.ts';
import { PlanError, type Problem } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import { type Context, checkItem } from '../rules/index.ts';
import { type SchemaName, type SchemaType, validOrNull } from '../rules/is-valid.ts';
import { severityIn } from '../rules/severity.ts';

/**
 * @param before null for a new item
 * @throws PlanError `refused` where the change causes new problems
 */
export function assertNoNewProblems(before: Item | null, after: Item, context: Context): void {
  const problems = newProblems(before, after, context);
  if (problems.length > 0) throw refusedError(after, problems);
}

/**
 * The errors of an item that it did not have before: old errors elsewhere in the item do not prevent a change.
 */
export function newProblems(before: Item | null, after: Item, context: Context): Problem[] {
  const key = ({ rule, path, message }: Problem) => JSON.stringify([rule, path, message]);
  const old = new Set(before ? checkItem(before, context).map(key) : []);
  return checkItem(after, context).filter(
    (problem) => severityIn(context.plan.settings, problem) === 'error' && !old.has(key(problem)),
  );
}

/** The message of a problem, with the item's name. */
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
 * A value built from the command line, checked against its schema. The schema module is loaded only where it is invalid.
 * @throws PlanError `usage`
 */
export async function parseOrThrow<Name extends SchemaName>(
  name: Name,
  value: unknown,
): Promise<SchemaType<Name>> {
  const valid = validOrNull(name, value);
  if (valid) return valid;
  const { parseWithProblems } = await import('../rules/schema.ts');
  const { problems } = parseWithProblems(name, value);
  const hints = problems.flatMap(({ hint }) => hint ?? []);
  throw new PlanError('usage', problems.map(({ message }) => message).join('; '), hints.join('; ') || null);
}
