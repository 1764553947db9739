/** Amends fields of an item, for `plan amend`: computes the new item, its amendments and the edits. */

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

/** A requested change of a field. */
export interface FieldChangeRequest {
  field: string;
  milestone?: string | undefined;
  /** The new value as text; undefined to remove the field. */
  to: string | undefined;
}

/** The result of an amendment; nothing is written yet. */
export interface AmendResult {
  before: Item;
  after: Item;
  entries: Amendment[];
  edits: Edit[];
}

/**
 * Amends an item; null where nothing changes.
 * @throws PlanError `unknown-word`, `usage`; `refused` where the item is retired, its frozen fields were edited by hand, or
 *   the amendment would break a rule
 */
export async function amendItem(
  before: Item,
  requests: readonly FieldChangeRequest[],
  decision: Decision,
  context: Context,
): Promise<AmendResult | null> {
  checkNotRetired(before);
  checkFingerprint(before, context);
  const draft = structuredClone(before);
  const entries: Amendment[] = [];
  const edits: Edit[] = [];
  for (const request of requests) {
    const ref = requestedField(before, request);
    if (requests.some((other) => other !== request && isSameField(other, request)))
      throw new PlanError('usage', `\`${fieldLabel(ref)}\` is given twice`, 'give it once');
    const amended = amendField(draft, ref, request.to, context);
    if (!amended) continue;
    edits.push(amended.edit);
    entries.push({ ...decision, ...ref, ...amended.change });
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

const isSameField = (a: FieldChangeRequest, b: FieldChangeRequest) =>
  a.field === b.field && a.milestone === b.milestone;

/** The requested field. @throws PlanError `unknown-word`, `usage` */
function requestedField(item: Item, { field: text, milestone }: FieldChangeRequest): FieldRef {
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
      other === 'item' ? 'leave `--milestone` out' : 'add `--milestone ID`',
    );
  const field: AmendableField = parseEnum(text, `a field that can be amended`, amendable[own]);
  return milestone === undefined ? { field } : { milestone, field };
}

/** Changes a field of `draft`; null where it already has the value. @throws PlanError `unknown-word`, `usage` */
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
      `\`${field}\` cannot be removed: every ${whose} has it`,
      'change it with `--to`',
    );
  if (text !== undefined && text.trim() === '')
    throw new PlanError(
      'usage',
      `the new value of \`${fieldLabel(ref)}\` is empty`,
      'give a value, or use `--unset` to remove it',
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

/** @throws PlanError `refused` where frozen fields were edited by hand: an amendment would record wrong old values */
function checkFingerprint(item: Item, { sha256 }: Context): void {
  if (item.wording === fingerprint(item, sha256)) return;
  throw new PlanError(
    'refused',
    `the frozen fields of item ${idOf(item)} do not match its fingerprint: they were edited by hand`,
    'restore them first; `plan validate` and `git diff` show where',
  );
}
