/** Corrects and withdraws updates of an item, for `plan correct` and `plan withdraw`. */
import type { Item } from '../../../schemas/item.ts';
import { itemFileKeys } from '../../../schemas/key-order.ts';
import type { Update } from '../../../schemas/update.ts';
import { PlanError } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import { pluralize } from '../../util/pluralize.ts';
import { idOf } from '../model/plan.ts';
import { type IdentifiedUpdate, identifiedUpdates, isEffective } from '../model/updates.ts';
import type { Context } from '../rules/index.ts';
import { newProblems, parseOrThrow, refusedError } from './check-change.ts';
import { checkNotRetired } from './retire.ts';
import { appendUpdates, type ItemUpdate } from './update.ts';

/** The keys that a correction can change, or remove. */
type CorrectedKey = 'agency' | 'milestone' | 'status' | 'rating' | 'reason' | 'note' | 'evidence';

/** What a correction changes: undefined keeps a value, null removes it. */
export type CorrectedValues = { [Key in CorrectedKey]?: Update[Key] | null | undefined } & {
  asOf?: string | undefined;
  /** Who corrects, `Name <mail>`. */
  by?: string | undefined;
};

/** The result of corrections or withdrawals in an item; nothing is written yet. */
export interface Correction extends Omit<ItemUpdate, 'entry'> {
  /** The new entries, each with the update that it corrects or withdraws. */
  entries: { entry: Update; target: IdentifiedUpdate }[];
}

/**
 * Corrects updates of an item: a correction repeats every value that is not changed. Null where nothing changes.
 * @throws PlanError `usage`; `refused` where a rule would be broken
 */
export async function correctUpdates(
  item: Item,
  targets: readonly IdentifiedUpdate[],
  { asOf, by, ...values }: CorrectedValues,
  context: Context,
): Promise<Correction | null> {
  const changed = Object.entries(values).filter(([, value]) => value !== undefined);
  const corrected = targets.flatMap((target) => {
    // Who released it does not hold for its correction.
    const { released: _, by: __, corrects: ___, recorded: ____, ...old } = target.entry;
    const content = withoutNulls({
      ...old,
      ...(asOf && { 'as-of': asOf }),
      ...Object.fromEntries(changed),
    });
    if (deepEqual(content, old)) return [];
    return [{ target, values: { ...content, recorded: context.today, by, corrects: target.id } }];
  });
  return corrected.length === 0 ? null : await append(item, corrected, context);
}

/**
 * Withdraws updates of an item, with their corrections.
 * @throws PlanError `usage`; `refused` where a rule would be broken
 */
export async function withdrawUpdates(
  item: Item,
  targets: readonly IdentifiedUpdate[],
  { reason, by }: { reason: string; by?: string | undefined },
  context: Context,
): Promise<Correction> {
  const days = { 'as-of': context.today, recorded: context.today };
  const withdrawals = targets.map((target) => {
    const { visibility } = target.entry;
    return { target, values: { ...days, by, withdraws: target.id, reason, visibility } };
  });
  return await append(item, withdrawals, context);
}

async function append(
  item: Item,
  additions: readonly { target: IdentifiedUpdate; values: Values }[],
  context: Context,
): Promise<Correction> {
  checkNotRetired(item);
  const entries = await Promise.all(
    additions.map(async ({ target, values }) => ({
      target,
      entry: await parseOrThrow('update', inOrder(withoutNulls(values))),
    })),
  );
  const { before, after, moves, edits } = appendUpdates(
    item,
    entries.map(({ entry }) => entry),
  );
  const problems = newProblems(item, after, context);
  if (problems.length > 0) throw refusedError(item, problems);
  return { before, after, moves, edits, entries };
}

type Values = Readonly<Record<string, unknown>>;

/** With the keys in the order in which they are written. */
function inOrder(values: Values): Values {
  const known = itemFileKeys.updates.filter((key) => values[key] !== undefined);
  const keys = new Set([...known, ...Object.keys(values)]);
  return Object.fromEntries([...keys].map((key) => [key, values[key]]));
}

const withoutNulls = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));

/**
 * The update with an id, which may be abbreviated, as long as it can be corrected or withdrawn.
 * @throws PlanError `not-found`; `usage` where several ids begin so; `refused` where it no longer counts
 */
export function findUpdate(item: Item, typed: string): IdentifiedUpdate {
  const all = identifiedUpdates(item);
  const name = `item ${idOf(item)}`;
  const exact = all.filter(({ id }) => id === typed);
  const found = exact.length > 0 ? exact : all.filter(({ id }) => typed !== '' && id.startsWith(typed));
  const [first, ...more] = found;
  if (!first) {
    const ids = all.filter(isEffective).map(updateName);
    throw new PlanError(
      'not-found',
      `${name} has no update \`${typed}\`${ids.length === 0 ? ': it has no updates' : ''}`,
      ids.length === 0 ? null : `its updates are ${ids.join(', ')}`,
    );
  }
  if (more.length > 0)
    throw new PlanError(
      'usage',
      `\`${typed}\` is the beginning of ${pluralize(found.length, 'update')} of ${name}`,
      `write more of the id: ${found.map(updateName).join(', ')}`,
    );
  const problem = replacedProblem(first, idOf(item));
  if (problem) throw new PlanError('refused', ...problem);
  return first;
}

/** "`1a2b3c4d` (as of 2026-09-30)". */
const updateName = ({ id, entry }: IdentifiedUpdate) => `\`${id}\` (as of ${entry['as-of']})`;

/** Why an entry cannot be corrected or withdrawn, and what to do instead; null where it can. */
function replacedProblem(update: IdentifiedUpdate, item: string): [message: string, hint: string] | null {
  const { id, entry, correctedBy, withdrawnBy } = update;
  const again = `record the update again with \`plan update ${item}\``;
  if (entry.withdraws !== undefined) return [`\`${id}\` is a withdrawal`, again];
  if (withdrawnBy !== null) return [`update \`${id}\` was withdrawn by \`${withdrawnBy}\``, again];
  if (correctedBy !== null)
    return [`update \`${id}\` was corrected by \`${correctedBy}\``, `use \`${correctedBy}\``];
  return null;
}

/** A field of an update that a correction changes; undefined where there is none. */
export interface CorrectedField {
  field: string;
  from: unknown;
  to: unknown;
}

/** What a correction changes of the update that it corrects. */
export function correctedFields(was: Update, is: Update): CorrectedField[] {
  const own = new Set(['recorded', 'by', 'corrects', 'visibility', 'released']);
  const keys = Object.keys(inOrder({ ...was, ...is })).filter((key) => !own.has(key));
  return keys.flatMap((field) => {
    const [from, to] = [was, is].map((entry) => (entry as Values)[field]);
    return deepEqual(from, to) ? [] : [{ field, from, to }];
  });
}
