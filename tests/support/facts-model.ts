/** What outputs should say of a plan: an independent model, written from the definitions, with nothing from `src/plan/model/derived.ts`. */
import type { Item, Milestone } from '../../schemas/item.ts';
import type { Update } from '../../schemas/update.ts';
import { updateIds } from '../../src/plan/model/updates.ts';

export interface Facts {
  id: string;
  agencies: readonly string[];
  pillar: string;
  /** As a filter names it. */
  status: string;
  from: 'item' | 'milestones' | null;
  rating: string | null;
  updates: number;
  reportedBy: readonly string[];
  open: boolean;
  hasMilestones: boolean;
  overdue: readonly Milestone[];
  undated: readonly Milestone[];
  due: readonly Milestone[];
  /** The status of each milestone, as a chart names it. */
  milestones: readonly string[];
  stale: boolean;
  disagree: boolean;
}

const closed = ['completed', 'cancelled', 'superseded'];

/** @param isPublic only public updates count */
export function factsOf(item: Item, today: string, staleAfter: number, isPublic: boolean): Facts {
  const entries = countingEntries(item, isPublic);
  const milestones = item.timetable.milestones ?? [];
  const statusOf = (milestone: string | undefined): string | null => {
    const reports = entries.filter((entry) => entry.status && entry.milestone === milestone);
    const decided = reports.filter((entry) => decides(item, entry));
    return (decided.length > 0 ? decided : reports).at(-1)?.status ?? null;
  };
  const own = statusOf(undefined);
  const statuses = milestones.map(({ id }) => statusOf(id));
  const derived = own === null ? derive(statuses) : null;
  const status = own ?? derived;
  const isOpen = status === null || !closed.includes(status);
  const pending = isOpen ? milestones.filter((_, at) => !closed.includes(statuses[at] ?? '')) : [];
  const newest = entries.at(-1);
  const missing = (some: boolean) => (some ? 'no-status' : 'not-reported');
  return {
    ...{ id: String(item.id), agencies: item.agencies, pillar: item.pillar },
    status: status ?? missing(entries.length > 0),
    from: own !== null ? 'item' : derived !== null ? 'milestones' : null,
    rating: entries.filter(({ rating }) => rating).at(-1)?.rating ?? null,
    updates: entries.length,
    reportedBy: entries.flatMap(({ agency }) => agency ?? []),
    open: isOpen,
    hasMilestones: milestones.length > 0,
    overdue: pending.filter(({ due }) => due && due < today),
    undated: pending.filter(({ due }) => !due),
    due: pending.filter(({ due }) => due),
    milestones: milestones.map(
      ({ id }, at) => statuses[at] ?? missing(entries.some(({ milestone }) => milestone === id)),
    ),
    stale: isOpen && newest !== undefined && days(newest, today) > staleAfter,
    disagree: isOpen && disagrees(item, entries, today, staleAfter),
  };
}

const days = (entry: Update, today: string) => (Date.parse(today) - Date.parse(entry['as-of'])) / 86_400_000;

/** The entries after corrections and withdrawals, by the day that they are true for. */
function countingEntries(item: Item, isPublic: boolean): Update[] {
  const ids = updateIds(item);
  let list: { ids: string[]; entry: Update }[] = [];
  for (const [at, entry] of (item.updates ?? []).entries()) {
    const target = list.find((each) => each.ids.includes(entry.corrects ?? entry.withdraws ?? ''));
    if (entry.withdraws) list = list.filter((each) => each !== target);
    else if (target) Object.assign(target, { ids: [...target.ids, ids[at]!], entry });
    else if (!entry.corrects) list.push({ ids: [ids[at]!], entry });
  }
  return list
    .map(({ entry }) => entry)
    .filter(({ visibility }) => !isPublic || visibility === 'public')
    .map((entry, at) => ({ entry, at }))
    .sort((a, b) => Date.parse(a.entry['as-of']) - Date.parse(b.entry['as-of']) || a.at - b.at)
    .map(({ entry }) => entry);
}

/** The item has no amendments, so its lead and agencies are those of every day. */
function decides(item: Item, { agency, milestone }: Update): boolean {
  if (!agency) return true;
  if (milestone) {
    const own = item.timetable.milestones?.find(({ id }) => id === milestone)?.agencies;
    return (own ?? item.agencies).includes(agency);
  }
  return agency === (item.lead ?? (item.agencies.length === 1 ? item.agencies[0] : null));
}

function derive(statuses: readonly (string | null)[]): string | null {
  if (statuses.length === 0) return null;
  const has = (status: string) => statuses.includes(status);
  const settled = statuses.every((status) => status !== null && [...closed, 'in-place'].includes(status));
  if (settled) {
    if (has('in-place')) return 'in-place';
    if (has('completed')) return 'completed';
    return statuses.every((status) => status === 'superseded') ? 'superseded' : 'cancelled';
  }
  if (has('in-progress') || has('completed') || has('in-place')) return 'in-progress';
  if (has('on-hold')) return 'on-hold';
  return has('not-started') ? 'not-started' : null;
}

function disagrees(item: Item, entries: readonly Update[], today: string, staleAfter: number): boolean {
  const reports = entries.filter(({ status, milestone }) => status && !milestone);
  const newest = new Map<string, Update>();
  for (const entry of reports) if (entry.agency) newest.set(entry.agency, entry);
  const fresh = [...newest.values()].filter((entry) => days(entry, today) <= staleAfter);
  const last = reports.at(-1);
  return last !== undefined && !decides(item, last) && new Set(fresh.map(({ status }) => status)).size > 1;
}
