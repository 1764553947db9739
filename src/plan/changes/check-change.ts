/** What every change to an item must leave as good as it was: the shape, and each rule that the item keeps. */
import type { Item } from '../../../schemas/item.ts';
import { Fault, type Problem } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import { type Context, judgeItem } from '../rules/index.ts';
import { right, type Shaped, type ShapeName } from '../rules/is-valid.ts';
import { severityIn } from '../rules/severity.ts';

/**
 * Sees that a change breaks no rule.
 * @param before null where the item is new
 * @throws Fault `refused`, with every rule that would be broken and was not
 */
export function keepRules(before: Item | null, after: Item, context: Context): void {
  const problems = newProblems(before, after, context);
  if (problems.length > 0) throw refusal(after, problems);
}

/**
 * What is wrong afterwards and was not before, where the plan counts it as an error: nobody is held up by an old fault
 * elsewhere in the item.
 */
export function newProblems(before: Item | null, after: Item, context: Context): Problem[] {
  const key = ({ rule, path, message }: Problem) => JSON.stringify([rule, path, message]);
  const old = new Set(before ? judgeItem(before, context).map(key) : []);
  return judgeItem(after, context).filter(
    (problem) => severityIn(context.plan.about, problem) === 'error' && !old.has(key(problem)),
  );
}

/** A problem's message that names the item. */
export function toldOf(item: Item, { message }: Problem): string {
  const name = `item ${idOf(item)}`;
  return message.includes(name) ? message : `${name}: ${message}`;
}

export function refusal(item: Item, problems: readonly Problem[]): Fault {
  const messages = [...new Set(problems.map((problem) => toldOf(item, problem)))];
  const hints = [...new Set(problems.flatMap(({ hint }) => hint ?? []))];
  return new Fault('refused', messages.join('; '), hints.join('; ') || null);
}

/**
 * What was put together from what a person said. Only where it is wrong is that loaded which says so in words.
 * @throws Fault `usage` where it can't stand in a file
 */
export async function wellFormed<Name extends ShapeName>(name: Name, value: unknown): Promise<Shaped<Name>> {
  const well = right(name, value);
  if (well) return well;
  const { shape } = await import('../rules/schema.ts');
  const { problems } = shape(name, value);
  const hints = problems.flatMap(({ hint }) => hint ?? []);
  throw new Fault('usage', problems.map(({ message }) => message).join('; '), hints.join('; ') || null);
}
