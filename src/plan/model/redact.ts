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
import type { Audience } from './audience.ts';
import type { Plan } from './plan.ts';
import { withReportedStatuses } from './status.ts';
import { replacesAnother, updateIds } from './updates.ts';

/** How much of a plan is not public. */
export interface RedactedCounts {
  /** Internal updates. */
  reports: number;
  /** `x-` keys, which are never public; those of internal updates are not counted. */
  own: number;
}

/**
 * The plan as an audience may know it: for the public, with public updates alone and without any fact that follows from
 * the others. Decisions are public, but not who recorded them.
 */
export const redactPlan = <State extends Plan>(plan: State, audience: Audience): State =>
  audience === 'internal'
    ? plan
    : {
        ...plan,
        settings: publicSettings(plan.settings),
        agencies: plan.agencies.map(publicAgency),
        items: plan.items.map(publicItem),
      };

/** Whether an update is public. Updates are internal unless they are marked as public. */
export const isPublic = ({ visibility }: Update): boolean => visibility === 'public';

/** How much of a plan `redactPlan` leaves out for an audience; null if it leaves out nothing on principle. */
export const countRedacted = (plan: Plan, audience: Audience): RedactedCounts | null =>
  audience === 'internal'
    ? null
    : {
        reports: plan.items.flatMap(({ updates = [] }) => updates.filter((entry) => !isPublic(entry))).length,
        own: countOwnKeys([plan.settings, plan.agencies, plan.items]),
      };

/** The number of `x-` keys at any depth. */
function countOwnKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  // An item that is read lazily from the cache has its keys on its prototype, so use `in`.
  for (const key in value) {
    const inner: unknown = value[key as keyof typeof value];
    if (key === 'updates') count += countOwnKeys((inner as Update[] | undefined)?.filter(isPublic));
    else count += key.startsWith('x-') ? 1 : countOwnKeys(inner);
  }
  return count;
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
    ...pick(settings, ['id', 'title', 'owner', 'time-zone', 'id-width', 'item-folders']),
    pillars: pillars.map(idAndName),
    ...(horizons && { horizons: horizons.map(idAndName) }),
    source: pick(source, ['title', 'publisher', 'published', 'copyright', 'licence']),
    ...(reporting && { reporting: pick(reporting, ['stale-after']) }),
    ...pick(settings, ['year-start']),
  };
}

const publicAgency = (agency: Agency): Agency => ({
  ...pick(agency, ['id', 'name', 'aliases', 'class']),
  ...(agency.successors && {
    successors: agency.successors.map((each) => pick(each, ['name', 'aliases', 'from'])),
  }),
});

function publicItem(item: Item): Item {
  const updates = publicUpdates(item);
  const { milestones, ongoing, trigger } = item.timetable;
  const { source, added, retired, amendments } = item;
  return withReportedStatuses({
    ...pick(item, ['id', ...sourceFields, 'lead', 'kind']),
    timetable: {
      ...(milestones && { milestones: milestones.map(publicMilestone) }),
      ...(ongoing && { ongoing: pick(ongoing, ['text']) }),
      ...(trigger && { trigger: pick(trigger, ['text']) }),
    },
    ...(source && { source: pick(source, ['agencies', 'timetable']) }),
    ...pick(item, ['wording']),
    ...(added && { added: pick(added, decisionKeys) }),
    ...(retired && { retired: pick(retired, decisionKeys) }),
    ...(amendments && { amendments: amendments.map(publicAmendment) }),
    ...(updates.length > 0 && { updates }),
  });
}

const publicMilestone = (milestone: Milestone): Milestone =>
  pick(milestone, ['id', 'horizon', 'due', 'task', 'agencies']);

/** The public keys of a decision: not `by`, which has a mail address. */
const decisionKeys = ['recorded', 'effective', 'reason', 'authority'] as const satisfies (keyof Decision)[];

const publicAmendment = (entry: Amendment): Amendment =>
  pick(entry, [...decisionKeys, 'milestone', 'field', 'from', 'to']);

/** The public updates. They name no internal one: a correction of such a one counts by itself, a withdrawal not at all. */
function publicUpdates(item: Item): Update[] {
  const entries = (item.updates ?? []).filter(isPublic);
  if (!entries.some(replacesAnother)) return entries.map(publicUpdate);
  const ids = updateIds({ updates: entries });
  const updates: Update[] = [];
  // An id changes where an entry no longer names an internal one.
  const newIds = new Map<string, string>();
  for (const [at, { corrects, withdraws, ...entry }] of entries.entries()) {
    const target = newIds.get(corrects ?? withdraws ?? '');
    if (withdraws !== undefined && target === undefined) continue;
    const replaced =
      target === undefined ? {} : { [withdraws === undefined ? 'corrects' : 'withdraws']: target };
    updates.push(publicUpdate({ ...entry, ...replaced }));
    newIds.set(ids[at]!, updateIds({ updates }).at(-1)!);
  }
  return updates;
}

function publicUpdate(entry: Update): Update {
  const { evidence, released } = entry;
  return {
    ...pick(entry, ['as-of', 'recorded', 'agency', 'corrects', 'withdraws', 'milestone']),
    ...pick(entry, ['status', 'rating', 'reason', 'note']),
    ...(evidence && { evidence: evidence.map((each) => pick(each, ['title', 'url', 'file', 'sha256'])) }),
    visibility: 'public',
    ...(released && { released: pick(released, ['day', 'authority']) }),
  };
}
