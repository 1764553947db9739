/** The fields that can be amended: how their values are parsed, and their paths in an item. */

import { type AmendableField, amendable, itemKinds } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { parseEnum } from '../../util/suggest.ts';
import { parseDay } from '../model/date-expressions.ts';
import { fieldPath } from '../model/field-labels.ts';
import type { Plan } from '../model/plan.ts';
import { resolveAgencies, resolveFilterValue, resolveHorizon } from '../query/filters.ts';

export type { AmendableField };

/** A field of an item, or of one of its milestones. */
export interface FieldRef {
  field: AmendableField;
  milestone?: string | undefined;
}

/** Text, or the ids of agencies; undefined where the field is absent. */
export type Value = string | string[] | undefined;

interface FieldKind {
  /** The value that a text from the command line stands for. @throws PlanError `unknown-word`, `usage` */
  parse(text: string, plan: Plan, today: string): Value;
  /** Where the field can be absent. */
  optional: readonly ('item' | 'milestone')[];
}

const textKind: FieldKind = { parse: (text) => text.trim(), optional: [] };

export const fieldKinds: Record<AmendableField, FieldKind> = {
  pillar: { parse: (text, plan) => resolveFilterValue(plan, 'pillar', text), optional: [] },
  objective: textKind,
  action: textKind,
  measure: textKind,
  task: textKind,
  text: textKind,
  agencies: { parse: (text, plan) => resolveAgencies(plan, text), optional: ['milestone'] },
  lead: { parse: (text, plan) => resolveFilterValue(plan, 'agency', text), optional: ['item'] },
  kind: { parse: (text) => parseEnum(text, 'a kind', itemKinds), optional: ['item'] },
  horizon: { parse: (text, plan) => resolveHorizon(plan, text), optional: ['milestone'] },
  due: { parse: parseDueDate, optional: ['milestone'] },
};

function parseDueDate(text: string, { settings }: Plan, today: string): string {
  return parseDay(text, { today, yearStart: settings['year-start'] });
}

/** Whether an item, or a milestone, has such a field. */
export const belongsTo = ({ field, milestone }: FieldRef): boolean =>
  (amendable[milestone === undefined ? 'item' : 'milestone'] as readonly string[]).includes(field);

/** The path of the field, whether it is there or absent; null where the item cannot have it. */
export const amendablePath = (item: Item, ref: FieldRef): Path | null =>
  belongsTo(ref) ? fieldPath(item, ref) : null;

/** The value of the item at a path. */
export const fieldValueAt = (item: Item, path: Path): Value =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)?.[step], item) as Value;
