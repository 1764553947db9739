/** Texts that several outputs have for the same values: fields, evidence, and what an update sets. */

import type { Agency } from '../../../schemas/agencies.ts';
import type { Decision } from '../../../schemas/amendment.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Evidence, Update } from '../../../schemas/update.ts';
import type { StatusChange } from '../../plan/diff/item-changes.ts';
import { shortName } from '../../plan/model/agencies.ts';
import { missingLabels } from '../../plan/model/fields.ts';
import { isReported } from '../../plan/model/updates.ts';

/**
 * The value of a field, or the label for its absence.
 * @param field its name, possibly after that of a milestone: `milestone 5.1 due`
 */
export function valueText(field: string, value: unknown): string {
  const name = field.slice(field.lastIndexOf(' ') + 1);
  if (value === null || value === undefined)
    return (missingLabels as Record<string, string>)[name] ?? 'absent';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** "Minute https://…", "Minute evidence/minute.pdf (sha256 26ce8af25d20)". */
export function evidenceText({ title, url, file, sha256 }: Evidence): string {
  const source = url ?? `${file} (sha256 ${sha256?.slice(0, 12)})`;
  return title === undefined ? source : `${title} ${source}`;
}

/** What an update sets: "milestone 5.1 · completed · on-track". */
export const updateValues = ({ milestone, status, rating }: Partial<Update>): string =>
  [milestone && `milestone ${milestone}`, status, rating].filter(Boolean).join(' · ');

/** When a decision was recorded and, if it applies from an earlier day, from when: "2026-10-02, effective 2026-09-01". */
export const decisionDayText = ({ recorded, effective = recorded }: Decision): string =>
  effective === recorded ? recorded : `${recorded}, effective ${effective}`;

/** Who reported. @param nameOf the name of an agency with an id */
export const reporterName = ({ agency }: Pick<Update, 'agency'>, nameOf: (id: string) => string): string =>
  agency === undefined ? 'the group' : nameOf(agency);

/** The reason of an update, as a line: why work was reopened, or what was withdrawn and why. */
export function updateReasonText({ reason, withdraws }: Pick<Update, 'reason' | 'withdraws'>): string[] {
  if (reason === undefined) return [];
  return [withdraws === undefined ? `reopened: ${reason}` : `withdraws ${withdraws}: ${reason}`];
}

/** "agencies disagree: Police in progress (2026-12-01), DoL on hold (2026-12-10)". */
export const disagreementText = (
  updates: readonly Pick<Update, 'agency' | 'status' | 'as-of'>[],
  agencies: readonly Agency[],
): string =>
  `agencies disagree: ${updates
    .map(
      ({ agency, status, 'as-of': asOf }) =>
        `${shortName(agencies, agency!)} ${status!.replaceAll('-', ' ')} (${asOf})`,
    )
    .join(', ')}`;

/**
 * A status or rating before or after a change; of an item that has updates but no status of its own, "none of its own",
 * because its milestones may imply one.
 * @param item the item then; null where it is not known
 */
export function movedValueText(
  { what, milestone }: Pick<StatusChange, 'what' | 'milestone'>,
  value: string | null,
  item: Item | null,
  missing: Record<StatusChange['what'], string> = missingLabels,
): string {
  if (value !== null) return value;
  return what === 'status' && milestone === null && item && isReported(item)
    ? 'none of its own'
    : missing[what];
}
