/** What of an item can be amended, where it stands, and which words it takes. */

import { type AmendableField, amendable, kinds } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { parseEnum } from '../../util/suggest.ts';
import { parseDay } from '../model/date-expressions.ts';
import type { Plan } from '../model/plan.ts';
import { milestonesOf, scheduleOf } from '../model/timetable.ts';
import { resolveAgencies, resolveFilterValue, resolveHorizon } from '../query/filters.ts';

export type { AmendableField };

/** A field of an item, or of one of its milestones. */
export interface FieldRef {
  field: AmendableField;
  milestone?: string | undefined;
}

/** Words, or the ids of agencies; undefined where there is nothing. */
export type Value = string | string[] | undefined;

interface Kind {
  /** The value that a person means. @throws PlanError `unknown-word`, `usage` */
  read(text: string, plan: Plan, today: string): Value;
  /** Whether an item, or a milestone, may be without it. */
  optional: readonly ('item' | 'milestone')[];
}

const words: Kind = { read: (text) => text.trim(), optional: [] };

export const fieldKinds: Record<AmendableField, Kind> = {
  pillar: { read: (text, plan) => resolveFilterValue(plan, 'pillar', text), optional: [] },
  objective: words,
  action: words,
  measure: words,
  task: words,
  text: words,
  agencies: { read: (text, plan) => resolveAgencies(plan, text), optional: ['milestone'] },
  lead: { read: (text, plan) => resolveFilterValue(plan, 'agency', text), optional: ['item'] },
  kind: { read: (text) => parseEnum(text, 'a kind', kinds), optional: ['item'] },
  horizon: { read: (text, plan) => resolveHorizon(plan, text), optional: ['milestone'] },
  due: { read: dayIn, optional: ['milestone'] },
};

function dayIn(text: string, { settings }: Plan, today: string): string {
  return parseDay(text, { today, yearStart: settings['year-start'] });
}

/** Whether the field is one of an item's, or of a milestone's. */
export const belongsTo = ({ field, milestone }: FieldRef): boolean =>
  (amendable[milestone === undefined ? 'item' : 'milestone'] as readonly string[]).includes(field);

/** "lead", "milestone 5.1 due". */
export const fieldLabel = ({ field, milestone }: FieldRef): string =>
  milestone === undefined ? field : `milestone ${milestone} ${field}`;

/** Where the field stands in the item, or would; null where the item has no such place. */
export function amendablePath(item: Item, { field, milestone }: FieldRef): Path | null {
  if (!belongsTo({ field, milestone })) return null;
  if (milestone !== undefined) {
    const index = milestonesOf(item).findIndex(({ id }) => id === milestone);
    return index < 0 ? null : ['timetable', 'milestones', index, field];
  }
  if (field !== 'text') return [field];
  const schedule = scheduleOf(item);
  return schedule === 'milestones' ? null : ['timetable', schedule, 'text'];
}

/** What the item holds there. */
export const fieldValueAt = (item: Item, path: Path): Value =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)?.[step], item) as Value;
