/** A change to the plan's own words, agencies and dates: decided here, before anything is touched. */

import type { Amendment } from '../../../schemas/amendment.ts';
import { amendable } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { PlanError } from '../../errors.ts';
import { deepEqual } from '../../util/equal.ts';
import { parseEnum, unknownValue } from '../../util/suggest.ts';
import { fieldLabel } from '../model/field-labels.ts';
import { fingerprint } from '../model/fingerprint.ts';
import { idOf } from '../model/plan.ts';
import { milestonesOf } from '../model/timetable.ts';
import {
  type AmendableField,
  amendablePath,
  type FieldRef,
  fieldKinds,
  fieldValueAt,
} from '../rules/amendable-fields.ts';
import type { Context } from '../rules/index.ts';
import { assertNoNewProblems, parseOrThrow } from './check-change.ts';
import type { Decision } from './decision.ts';
import type { Edit } from './edit.ts';
import { checkNotRetired } from './retire.ts';

/** What is wanted of one field: a value in words, or undefined to take it away. */
export interface FieldChangeRequest {
  field: string;
  milestone?: string | undefined;
  to: string | undefined;
}

/** An amendment that is decided but not made. */
export interface AmendResult {
  before: Item;
  after: Item;
  entries: Amendment[];
  edits: Edit[];
}

/**
 * The change that a decision makes to an item; null where all of it is so already. What it was stays in the entries.
 * @throws PlanError `unknown-word`, `usage`; `refused` where the item is retired, its words were edited by hand, or it would
 *   break a rule that it now keeps
 */
export async function amendItem(
  before: Item,
  wishes: readonly FieldChangeRequest[],
  decision: Decision,
  context: Context,
): Promise<AmendResult | null> {
  checkNotRetired(before);
  checkFingerprint(before, context);
  const draft = structuredClone(before);
  const entries: Amendment[] = [];
  const edits: Edit[] = [];
  for (const wish of wishes) {
    const ref = placeOf(before, wish);
    if (wishes.some((other) => other !== wish && isSame(other, wish)))
      throw new PlanError('usage', `\`${fieldLabel(ref)}\` is given twice`, 'give it once');
    const made = amendField(draft, ref, wish.to, context);
    if (!made) continue;
    edits.push(made.edit);
    entries.push({ ...decision, ...ref, ...made.change });
  }
  if (entries.length === 0) return null;
  const wording = fingerprint(draft, context.sha256);
  if (wording !== before.wording) edits.push({ set: ['wording'], to: wording });
  edits.push(...entries.map((entry): Edit => ({ append: ['amendments'], entry })));
  const amendments = [...(before.amendments ?? []), ...entries];
  const after = await parseOrThrow('item', { ...draft, wording, amendments });
  assertNoNewProblems(before, after, context);
  return { before, after, entries, edits };
}

const isSame = (a: FieldChangeRequest, b: FieldChangeRequest) =>
  a.field === b.field && a.milestone === b.milestone;

/** The field that is meant. @throws PlanError `unknown-word`, `usage` */
function placeOf(item: Item, { field: text, milestone }: FieldChangeRequest): FieldRef {
  if (milestone !== undefined) {
    const ids = milestonesOf(item).map(({ id }) => id);
    if (ids.length === 0)
      throw new PlanError('usage', `item ${idOf(item)} has no milestones`, 'leave `--milestone` out');
    if (!ids.includes(milestone)) throw unknownValue(milestone, `a milestone of item ${idOf(item)}`, ids);
  }
  const [own, other] =
    milestone === undefined ? (['item', 'milestone'] as const) : (['milestone', 'item'] as const);
  if (
    (amendable[other] as readonly string[]).includes(text) &&
    !(amendable[own] as readonly string[]).includes(text)
  )
    throw new PlanError(
      'usage',
      `\`${text}\` is a field of ${other === 'item' ? 'the item' : 'a milestone'}, not of ${own === 'item' ? 'the item' : 'a milestone'}`,
      other === 'item' ? 'leave `--milestone` out' : 'say of which: `--milestone ID`',
    );
  const field: AmendableField = parseEnum(text, `a field that can be amended`, amendable[own]);
  return milestone === undefined ? { field } : { milestone, field };
}

/** Makes the change in `draft`; null where it is so already. @throws PlanError `unknown-word`, `usage` */
function amendField(draft: Item, ref: FieldRef, text: string | undefined, { plan, today }: Context) {
  const { field } = ref;
  const path = amendablePath(draft, ref);
  if (!path)
    throw new PlanError(
      'usage',
      `item ${idOf(draft)} has no \`${field}\`: it has milestones`,
      'amend a milestone: `--milestone ID --field task`',
    );
  const { parse, optional } = fieldKinds[field];
  const whose = ref.milestone === undefined ? 'item' : 'milestone';
  if (text === undefined && !optional.includes(whose))
    throw new PlanError(
      'usage',
      `\`${field}\` can’t be taken away: every ${whose} has it`,
      'give it another value with `--to`',
    );
  if (text !== undefined && text.trim() === '')
    throw new PlanError(
      'usage',
      `the new value of \`${fieldLabel(ref)}\` is empty`,
      'give a value, or `--unset` to take it away',
    );
  const from = fieldValueAt(draft, path);
  const to = text === undefined ? undefined : parse(text, plan, today);
  if (deepEqual(from, to)) return null;
  const holder = path.slice(0, -1).reduce<unknown>((value, step) => (value as never)[step], draft);
  if (to === undefined) delete (holder as Record<string, unknown>)[field];
  else (holder as Record<string, unknown>)[field] = to;
  const edit: Edit = to === undefined ? { remove: path } : { set: path, to };
  return { edit, change: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } };
}

/** Whose words are not those that were recorded can't be amended: nobody could say from what. */
function checkFingerprint(item: Item, { sha256 }: Context): void {
  if (item.wording === fingerprint(item, sha256)) return;
  throw new PlanError(
    'refused',
    `the words of item ${idOf(item)} are not those that its fingerprint was made of: somebody edited them by hand`,
    'put the words back first; `plan validate` and `git diff` show where',
  );
}
