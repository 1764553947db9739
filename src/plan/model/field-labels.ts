/**
 * The labels that comparisons, history and commit trailers give the fields of an item: `status`, `source.agencies`,
 * `timetable.ongoing.text`, `milestone 5.1 due`.
 */
import { amendable } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Path } from '../../errors.ts';
import { milestonesOf, scheduleOf } from './timetable.ts';

/** A field of an item or, where `milestone` is its id, of a milestone. */
export interface LabeledField {
  field: string;
  milestone?: string | null | undefined;
}

/** "lead", "milestone 5.1 due". */
export const fieldLabel = ({ field, milestone }: LabeledField): string =>
  milestone == null ? field : `milestone ${milestone} ${field}`;

/** The field that a label stands for. */
export function parseFieldLabel(label: string): { field: string; milestone: string | null } {
  const [, milestone = null, field = label] = /^milestone (\S+) (.*)$/s.exec(label) ?? [];
  return { field, milestone };
}

/** The path of a field, whether it is there or absent; null where the item has no such milestone, or no text in its timetable. */
export function fieldPath(item: Item, { field, milestone }: LabeledField): Path | null {
  if (milestone != null) {
    const index = milestonesOf(item).findIndex(({ id }) => id === milestone);
    return index < 0 ? null : ['timetable', 'milestones', index, field];
  }
  if (field !== 'text') return [field];
  const schedule = scheduleOf(item);
  return schedule === 'milestones' ? null : ['timetable', schedule, 'text'];
}

/** Whether updates set the field: a status, of the item or a milestone, or a rating. */
export function isProgress(label: string): boolean {
  const { field, milestone } = parseFieldLabel(label);
  return field === 'status' || (field === 'rating' && milestone === null);
}

export const isMilestoneStatus = (label: string): boolean =>
  isProgress(label) && label.startsWith('milestone ');

/** The label that an amendment of the field has: `text` for the text of a timetable, else the label itself. */
export const amendmentLabel = (label: string): string =>
  /^timetable\.(?:ongoing|trigger)\.text$/.test(label) ? 'text' : label;

/** Whether an amendment can change the field. */
export function isAmendable(label: string): boolean {
  const { field, milestone } = parseFieldLabel(amendmentLabel(label));
  const fields: readonly string[] = milestone === null ? amendable.item : amendable.milestone;
  return fields.includes(field);
}

/** Whether no update can change the field: the words of the source, agencies, lead, kind and due dates. */
export const isFrozen = (label: string): boolean => isAmendable(label) || /^source\.(?!x-)/.test(label);
