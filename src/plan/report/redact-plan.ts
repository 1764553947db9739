/**
 * Makes the public plan. It is built from a list of public fields, so that a field which is not listed here is left out,
 * and statuses and ratings come from public updates alone.
 */

import type { Agency } from '../../../schemas/agencies.ts';
import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import { sourceFields } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Update } from '../../../schemas/update.ts';
import type { PlanState } from '../diff/plan-diff.ts';
import { isPublic, type RedactedCounts } from '../diff/redact.ts';
import type { Plan } from '../model/plan.ts';

export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

/** The plan with public updates alone. Decisions are public, but not who recorded them. */
export const redactPlan = ({ settings, agencies, items, unreadable }: PlanState): PlanState => ({
  settings: publicSettings(settings),
  agencies: agencies.map(publicAgency),
  items: items.map(publicItem),
  ...(unreadable && { unreadable }),
});

/** How much of a plan is not public. */
export const countRedacted = ({ settings, agencies, items }: Plan): RedactedCounts => ({
  reports: items.flatMap(({ updates = [] }) => updates.filter((entry) => !isPublic(entry))).length,
  own: countOwnKeys([settings, agencies, items]),
});

/** The number of `x-` keys at any depth. */
function countOwnKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key.startsWith('x-') ? 1 : countOwnKeys(inner)),
    0,
  );
}

/** An object with only these keys. */
const pick = <Of extends object, Key extends keyof Of>(value: Of, keys: readonly Key[]): Pick<Of, Key> =>
  Object.fromEntries(
    keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])),
  ) as unknown as Pick<Of, Key>;

const idAndName = (each: { id: string; name: string }) => pick(each, ['id', 'name']);

function publicSettings(settings: PlanFile): PlanFile {
  const { pillars, horizons, reporting, source } = settings;
  return {
    ...pick(settings, ['id', 'title', 'owner', 'time-zone', 'id-width']),
    pillars: pillars.map(idAndName),
    ...(horizons && { horizons: horizons.map(idAndName) }),
    ...(reporting && { reporting: pick(reporting, ['stale-after']) }),
    source: pick(source, ['title', 'publisher', 'published', 'copyright', 'licence']),
  };
}

const publicAgency = (agency: Agency): Agency => ({
  ...pick(agency, ['id', 'name', 'aliases', 'class']),
  ...(agency.successors && {
    successors: agency.successors.map((each) => pick(each, ['name', 'aliases', 'from'])),
  }),
});

/** The public part of an item. */
export function publicItem(item: Item): Item {
  const updates = (item.updates ?? []).filter(isPublic).map(publicUpdate);
  const { milestones, ongoing, trigger } = item.timetable;
  const { source, added, retired, amendments } = item;
  return {
    ...pick(item, ['id', ...sourceFields, 'lead', 'kind', 'wording']),
    timetable: {
      ...(milestones && { milestones: milestones.map((each) => publicMilestone(each, updates)) }),
      ...(ongoing && { ongoing: pick(ongoing, ['text']) }),
      ...(trigger && { trigger: pick(trigger, ['text']) }),
    },
    ...(source && { source: pick(source, ['agencies', 'timetable']) }),
    ...optional('status', updates.findLast((entry) => entry.milestone === undefined && entry.status)?.status),
    ...optional('rating', updates.findLast(({ rating }) => rating)?.rating),
    ...(added && { added: pick(added, decisionKeys) }),
    ...(retired && { retired: pick(retired, decisionKeys) }),
    ...(amendments && { amendments: amendments.map(publicAmendment) }),
    ...(updates.length > 0 && { updates }),
  };
}

const publicMilestone = (milestone: Milestone, updates: readonly Update[]): Milestone => ({
  ...pick(milestone, ['id', 'horizon', 'due', 'task', 'agencies']),
  ...optional(
    'status',
    updates.findLast((entry) => entry.milestone === milestone.id && entry.status)
      ?.status as Milestone['status'],
  ),
});

/** An object with the key, or without it where the value is undefined. */
const optional = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value };

/** The public keys of a decision: not `by`, which has a mail address. */
const decisionKeys = ['recorded', 'reason', 'authority'] as const satisfies (keyof Decision)[];

const publicAmendment = (entry: Amendment): Amendment =>
  pick(entry, [...decisionKeys, 'milestone', 'field', 'from', 'to']);

function publicUpdate(entry: Update): Update {
  const { evidence } = entry;
  return {
    ...pick(entry, ['as-of', 'recorded', 'agency', 'milestone', 'status', 'rating', 'reason', 'note']),
    ...(evidence && { evidence: evidence.map((each) => pick(each, ['title', 'url', 'file', 'sha256'])) }),
    visibility: 'public',
  };
}
