/** Retires an item, for `plan retire`, and refuses changes of retired items. */
import type { Item } from '../../../schemas/item.ts';
import type { Problem } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import type { Context } from '../rules/index.ts';
import { assertNoNewProblems, parseOrThrow, refusedError } from './check-change.ts';
import type { Decision } from './decision.ts';
import type { Edit } from './edit.ts';

/** The result of a retirement; nothing is written yet. */
export interface RetireResult {
  before: Item;
  after: Item;
  decision: Decision;
  edits: Edit[];
}

/** @throws PlanError `refused` where the item is already retired; `usage` */
export async function retireItem(before: Item, decision: Decision, context: Context): Promise<RetireResult> {
  checkNotRetired(before);
  const after = await parseOrThrow('item', { ...before, retired: decision });
  assertNoNewProblems(before, after, context);
  return { before, after, decision, edits: [{ set: ['retired'], to: { ...decision } }] };
}

/** The problem of a change to a retired item; null for other items. */
export function retiredProblem(item: Item): Problem | null {
  if (!item.retired) return null;
  const { recorded, reason, authority } = item.retired;
  return {
    rule: 'progress-after-retirement',
    severity: 'error',
    path: ['retired'],
    message: `item ${idOf(item)} was retired on ${recorded}: ${reason} (${authority})`,
    hint: 'a retired item cannot be changed; `plan add` makes a new one',
  };
}

/** @throws PlanError `refused` where the item is retired, with the day and the reason */
export function checkNotRetired(item: Item): void {
  const problem = retiredProblem(item);
  if (problem) throw refusedError(item, [problem]);
}
