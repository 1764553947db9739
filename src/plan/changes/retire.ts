/** An item that nobody works on any more: it stays in the plan, and takes nothing more. */
import type { Item } from '../../../schemas/item.ts';
import type { Problem } from '../../errors.ts';
import { idOf } from '../model/plan.ts';
import type { Context } from '../rules/index.ts';
import { assertNoNewProblems, parseOrThrow, refusedError } from './check-change.ts';
import type { Decision } from './decision.ts';
import type { Edit } from './edit.ts';

/** A retirement that is decided but not made. */
export interface RetireResult {
  before: Item;
  after: Item;
  decision: Decision;
  edits: Edit[];
}

/** @throws PlanError `refused` where it is retired already; `usage` */
export async function retireItem(before: Item, decision: Decision, context: Context): Promise<RetireResult> {
  checkNotRetired(before);
  const after = await parseOrThrow('item', { ...before, retired: decision });
  assertNoNewProblems(before, after, context);
  return { before, after, decision, edits: [{ set: ['retired'], to: { ...decision } }] };
}

/** What keeps a retired item from taking anything more, with when and why it was retired; null for any other. */
export function retiredProblem(item: Item): Problem | null {
  if (!item.retired) return null;
  const { recorded, reason, authority } = item.retired;
  return {
    rule: 'progress-after-retirement',
    severity: 'error',
    path: ['retired'],
    message: `item ${idOf(item)} was retired on ${recorded}: ${reason} (${authority})`,
    hint: 'a retired item takes no reports and no decisions; `plan add` makes a new one',
  };
}

/** @throws PlanError `refused` that says when and why the item was retired */
export function checkNotRetired(item: Item): void {
  const over = retiredProblem(item);
  if (over) throw refusedError(item, [over]);
}
