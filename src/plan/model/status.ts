/**
 * The status of an item and of its milestones: what was reported with authority and, for an item without a status of its
 * own, what its milestones imply.
 */
import type { AmendableField, Rating, Status } from '../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { pluralize } from '../../util/pluralize.ts';
import { isClosed, milestonesOf } from './timetable.ts';
import { effectiveUpdates, isReported, originalOf } from './updates.ts';

/** The status of an item, and where it comes from. */
export interface CurrentStatus {
  /** Null where no update of the item or its milestones has a status. */
  status: Status | null;
  /** `milestones` where the item has no status of its own; null where there is no status. */
  from: 'item' | 'milestones' | null;
}

/** The status reported on the item itself; without one, the status that its milestones imply. */
export function currentStatus(item: Pick<Item, 'status' | 'timetable'>): CurrentStatus {
  if (item.status !== undefined) return { status: item.status, from: 'item' };
  const status = impliedStatus(milestonesOf(item as Item));
  return { status, from: status && 'milestones' };
}

/** A status, or why there is none. */
export type StatusValue = Status | 'no-status' | 'not-reported';

/** The status of an item as filters, counts and charts name it: `no-status` where its updates have none. */
export const statusValue = (item: Pick<Item, 'status' | 'timetable' | 'updates'>): StatusValue =>
  currentStatus(item).status ?? (isReported(item) ? 'no-status' : 'not-reported');

/** The same for a milestone. */
export const milestoneStatusValue = (item: Pick<Item, 'updates'>, { id, status }: Milestone): StatusValue =>
  status ?? (effectiveUpdates(item).some(({ milestone }) => milestone === id) ? 'no-status' : 'not-reported');

/** The status in words, with what it is derived from: "in progress, 1 of 2 milestones completed". */
export function statusPhrase(item: Item): string {
  const words = statusValue(item).replaceAll('-', ' ');
  if (currentStatus(item).from !== 'milestones') return words;
  const milestones = milestonesOf(item);
  const closed = milestones.filter(({ status }) => isClosed(status));
  const what = closed.every(({ status }) => status === 'completed') ? 'completed' : 'closed';
  return `${words}, ${closed.length} of ${pluralize(milestones.length, 'milestone')} ${what}`;
}

/** Whether nothing is left to do for now: the work is closed, or its arrangements are in place. */
export const isSettled = (status: Status | undefined): boolean => isClosed(status) || status === 'in-place';

/** The status that milestones imply for their item; null where none of them has a status. */
export function impliedStatus(milestones: readonly Pick<Milestone, 'status'>[]): Status | null {
  const found = new Set<Status | undefined>(milestones.map(({ status }) => status));
  if ([...found].every(isSettled)) {
    if (found.size === 1) return [...found][0] ?? null;
    return (['in-place', 'completed', 'cancelled'] as const).find((status) => found.has(status)) ?? null;
  }
  if ((['in-progress', 'completed', 'in-place'] as const).some((status) => found.has(status)))
    return 'in-progress';
  return (['on-hold', 'not-started'] as const).find((status) => found.has(status)) ?? null;
}

/**
 * The update that decides the status of the item itself, or of a milestone: the newest one with authority; while nobody
 * with authority has reported, the newest one.
 */
export function decidingUpdate(item: Item, milestone?: string): Update | undefined {
  const entries = effectiveUpdates(item).filter((entry) => entry.status && entry.milestone === milestone);
  return entries.findLast((entry) => hasAuthority(item, entry)) ?? entries.at(-1);
}

/** The status of the item itself, or of a milestone, that its updates report. */
export const reportedStatus = (item: Item, milestone?: string): Status | undefined =>
  decidingUpdate(item, milestone)?.status;

/** The newest update with a rating. */
const newestRating = (item: Item): Update | undefined =>
  effectiveUpdates(item).findLast(({ rating }) => rating);

/** The newest rating of the updates. */
export const reportedRating = (item: Item): Rating | undefined => newestRating(item)?.rating;

/**
 * Whether the status of an update decides over others: the group reports, or the agency that leads the item. Of a
 * milestone, each of its agencies; of an item with one agency, that agency. What counts is who led, or was responsible, on
 * the day the update, or the one that it corrects, was recorded.
 */
export function hasAuthority(item: Item, entry: Update): boolean {
  const { agency, milestone } = entry;
  if (agency === undefined) return true;
  const { recorded } = originalOf(item, entry);
  if (milestone !== undefined) return agenciesOn(item, recorded, milestone).includes(agency);
  const leads = valuesOn(item, 'lead', recorded).filter((lead) => lead !== undefined);
  if (leads.length > 0) return leads.includes(agency);
  const responsible = agenciesOn(item, recorded);
  return responsible.length === 1 && responsible[0] === agency;
}

/** The agencies that were responsible for the item, or for a milestone, on a day: its own or, where it names none, the item’s. */
export function agenciesOn(item: Item, day: string, milestone?: string): readonly string[] {
  const own = milestone === undefined ? [] : valuesOn(item, 'agencies', day, milestone).flat();
  const agencies = own.some((id) => id !== undefined) ? own : valuesOn(item, 'agencies', day).flat();
  return [...new Set(agencies as string[])].filter((id) => id !== undefined);
}

/** The values that a field had on a day: one, or more where it was amended on that day. */
function valuesOn(
  item: Item,
  field: Extract<AmendableField, 'lead' | 'agencies'>,
  day: string,
  milestone?: string,
): unknown[] {
  const holder: Partial<Record<typeof field, unknown>> | undefined =
    milestone === undefined ? item : milestonesOf(item).find(({ id }) => id === milestone);
  let values = [holder?.[field]];
  const amendments = (item.amendments ?? []).filter(
    (each) => each.field === field && each.milestone === milestone,
  );
  for (const { recorded, from } of amendments.toReversed()) {
    if (recorded > day) values = [from];
    else if (recorded === day) values.push(from);
  }
  return values;
}

/** A status or the rating of an item, which updates set. */
export interface ReportedField {
  what: 'status' | 'rating';
  /** The id of the milestone; null for the item itself. */
  milestone: string | null;
  /** The item or milestone that has it in an item; undefined where that has no such milestone. */
  holderIn(item: Item): { status?: string | undefined; rating?: string | undefined } | undefined;
  /** The update of an item that decides the value. */
  decidingIn(item: Item): Update | undefined;
  /** The value that the updates of an item report. */
  reportedIn(item: Item): string | undefined;
}

/** The statuses of an item and of its milestones, and its rating. */
export const reportedFields = (item: Item): ReportedField[] => [
  {
    ...{ what: 'status', milestone: null },
    holderIn: (each) => each,
    decidingIn: (each) => decidingUpdate(each),
    reportedIn: (each) => reportedStatus(each),
  },
  ...milestonesOf(item).map(
    ({ id }): ReportedField => ({
      ...{ what: 'status', milestone: id },
      holderIn: (each) => milestonesOf(each).find((milestone) => milestone.id === id),
      decidingIn: (each) => decidingUpdate(each, id),
      reportedIn: (each) => reportedStatus(each, id),
    }),
  ),
  {
    ...{ what: 'rating', milestone: null },
    holderIn: (each) => each,
    decidingIn: newestRating,
    reportedIn: reportedRating,
  },
];

/** The item with the statuses and the rating that its updates report, such as after updates were left out. */
export function withReportedStatuses({ status: _status, rating: _rating, ...item }: Item): Item {
  const { milestones, ...others } = item.timetable;
  return {
    ...item,
    timetable: {
      ...(milestones && {
        milestones: milestones.map(({ status: _, ...each }) => ({
          ...each,
          ...ifDefined('status', reportedStatus(item, each.id) as Milestone['status']),
        })),
      }),
      ...others,
    },
    ...ifDefined('status', reportedStatus(item)),
    ...ifDefined('rating', reportedRating(item)),
  };
}

const ifDefined = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in Key]?: Value };
