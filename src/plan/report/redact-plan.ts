/**
 * Who a report is for. What everybody may read is built anew out of what is known to be public: a field that nobody
 * thought of here is left out, and every fact that follows from internal reports goes with them.
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

/**
 * The plan as everybody may know it: with public reports alone, and with the statuses and ratings that those set. A
 * decision is public, but not who wrote it down.
 */
export const redactPlan = ({ settings, agencies, items, unreadable }: PlanState): PlanState => ({
  settings: publicSettings(settings),
  agencies: agencies.map(publicAgency),
  items: items.map(publicItem),
  ...(unreadable && { unreadable }),
});

/** How much of a plan is left out for everybody. */
export const countRedacted = ({ settings, agencies, items }: Plan): RedactedCounts => ({
  reports: items.flatMap(({ updates = [] }) => updates.filter((entry) => !isPublic(entry))).length,
  own: ownFields([settings, agencies, items]),
});

/** How many `x-…` there are at any depth. */
function ownFields(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key.startsWith('x-') ? 1 : ownFields(inner)),
    0,
  );
}

/** A value with these of its keys, and no other. */
const only = <Of extends object, Key extends keyof Of>(value: Of, keys: readonly Key[]): Pick<Of, Key> =>
  Object.fromEntries(
    keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])),
  ) as unknown as Pick<Of, Key>;

const named = (each: { id: string; name: string }) => only(each, ['id', 'name']);

function publicSettings(settings: PlanFile): PlanFile {
  const { pillars, horizons, reporting, source } = settings;
  return {
    ...only(settings, ['id', 'title', 'owner', 'time-zone', 'id-width']),
    pillars: pillars.map(named),
    ...(horizons && { horizons: horizons.map(named) }),
    ...(reporting && { reporting: only(reporting, ['stale-after']) }),
    source: only(source, ['title', 'publisher', 'published', 'copyright', 'licence']),
  };
}

const publicAgency = (agency: Agency): Agency => ({
  ...only(agency, ['id', 'name', 'aliases', 'class']),
  ...(agency.successors && {
    successors: agency.successors.map((each) => only(each, ['name', 'aliases', 'from'])),
  }),
});

/** What everybody may know of an item. */
export function publicItem(item: Item): Item {
  const updates = (item.updates ?? []).filter(isPublic).map(publicUpdate);
  const { milestones, ongoing, trigger } = item.timetable;
  const { source, added, retired, amendments } = item;
  return {
    ...only(item, ['id', ...sourceFields, 'lead', 'kind', 'wording']),
    timetable: {
      ...(milestones && { milestones: milestones.map((each) => publicMilestone(each, updates)) }),
      ...(ongoing && { ongoing: only(ongoing, ['text']) }),
      ...(trigger && { trigger: only(trigger, ['text']) }),
    },
    ...(source && { source: only(source, ['agencies', 'timetable']) }),
    ...given('status', updates.findLast((entry) => entry.milestone === undefined && entry.status)?.status),
    ...given('rating', updates.findLast(({ rating }) => rating)?.rating),
    ...(added && { added: only(added, decided) }),
    ...(retired && { retired: only(retired, decided) }),
    ...(amendments && { amendments: amendments.map(publicAmendment) }),
    ...(updates.length > 0 && { updates }),
  };
}

const publicMilestone = (milestone: Milestone, updates: readonly Update[]): Milestone => ({
  ...only(milestone, ['id', 'horizon', 'due', 'task', 'agencies']),
  ...given(
    'status',
    updates.findLast((entry) => entry.milestone === milestone.id && entry.status)
      ?.status as Milestone['status'],
  ),
});

/** A key with its value, or nothing: an absent fact has no key. */
const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value };

/** Without who wrote it down: that is a person with a mail address. */
const decided = ['recorded', 'reason', 'authority'] as const satisfies (keyof Decision)[];

const publicAmendment = (entry: Amendment): Amendment =>
  only(entry, [...decided, 'milestone', 'field', 'from', 'to']);

function publicUpdate(entry: Update): Update {
  const { evidence } = entry;
  return {
    ...only(entry, ['as-of', 'recorded', 'agency', 'milestone', 'status', 'rating', 'reason', 'note']),
    ...(evidence && { evidence: evidence.map((each) => only(each, ['title', 'url', 'file', 'sha256'])) }),
    visibility: 'public',
  };
}
