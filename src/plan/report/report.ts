/** What a report says of a plan: everything that its formats tell, and nothing of how they look. */
import type { Item } from '../../../schemas/item.ts';
import { buildChart, defaultScheduleChart } from '../chart/index.ts';
import type { Chart, ChartName, CompletionPoint } from '../chart/types.ts';
import { type DiffStats, diffStats } from '../diff/diff-stats.ts';
import { type Comparison, mergedNames, type PlanState } from '../diff/plan-diff.ts';
import type { RedactedCounts } from '../diff/redact.ts';
import type { Clock } from '../model/calendar-date.ts';
import { hasMilestones, isRetired, isUndated } from '../model/derived.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { type Concern, concernsOf, type ReasonName } from './concerns.ts';
import { headline } from './headline.ts';
import { type ItemSection, itemSection } from './item.ts';
import { type Audience, countRedacted } from './redact-plan.ts';
import {
  type QueryResult,
  type ReportRequest,
  type ReportSelection,
  selectReportItems,
} from './selection.ts';
import {
  byAgency,
  byPillar,
  computeStats,
  type GroupStats,
  type Stats,
  type ValueCount,
  valueCounts,
} from './stats.ts';

/** A moment the report speaks of. */
export interface ReportRevision {
  day: string;
  /** Null for the files as they are. */
  commit: string | null;
}

export interface ReportInput extends ReportRequest {
  /** The plan as it is at the end of the period, and as it was at its beginning; null where there is no period. */
  now: PlanState & ReportRevision;
  before: (PlanState & ReportRevision) | null;
  /** How these items stood before, as this audience may know it, oldest first; null where nothing remembers it. */
  history: readonly CompletionPoint[] | null;
}

export interface ProgressReport {
  audience: Audience;
  agencies: readonly string[] | null;
  /** What was asked of the items that are told; null where nothing was. */
  query: QueryResult | null;
  to: ReportRevision;
  /** What day it is there, and from when on a report is old. */
  clock: Clock;
  from: ReportRevision | null;
  /** How much was left out of the whole plan, whatever was asked of it; null where nothing was to be. */
  leftOut: RedactedCounts | null;
  /** The plan that is told, with the words of both moments. */
  plan: Plan;
  headline: string;
  total: Stats;
  /** The same at the beginning of the period. */
  totalBefore: Stats | null;
  retired: Item[];
  statuses: ValueCount[];
  ratings: ValueCount[];
  pillars: GroupStats[];
  byAgency: GroupStats[];
  /** Worst first. */
  concerns: Concern[];
  /** Items with a pending milestone that has no date. */
  undated: Item[];
  /** By name: `horizons` where no milestone has a date, else `timeline`. */
  charts: Partial<Record<ChartName, Chart>>;
  changes: { comparison: Comparison; counts: DiffStats } | null;
  /** In the plan's order. */
  items: ItemSection[];
  /** Ongoing items and items that wait for a trigger. */
  withoutMilestones: Item[];
  /** The ids of the items whose files can't be read. */
  unreadable: readonly string[];
}

/** @param choice the items to tell, where they have been chosen already */
export function buildReport(
  asked: ReportInput,
  choice: ReportSelection = selectReportItems(asked),
): ProgressReport {
  const { now, before, audience, agencies, history } = asked;
  const { comparison, query } = choice;
  const plan = { ...mergedNames(comparison), items: comparison.after.items };
  const clock = { today: now.day, staleAfter: plan.settings.reporting?.['stale-after'] };
  const { today } = clock;
  const live = plan.items.filter((item) => !isRetired(item));
  const was = before && comparison.before.items;
  const news = before && new Map(comparison.items.map((each) => [each.id, each]));
  const total = computeStats(live, today);
  const counts = diffStats(comparison);
  return {
    audience,
    agencies,
    query,
    to: momentOf(now),
    clock,
    from: before && momentOf(before),
    leftOut: audience === 'internal' ? null : countRedacted(now),
    plan,
    headline: headline({
      audience,
      day: today,
      total,
      isPart: agencies !== null || query !== null,
      since: before && { day: before.day, moved: counts.moved },
    }),
    total,
    totalBefore: before && computeStats(was!, before.day),
    retired: plan.items.filter(isRetired),
    statuses: valueCounts('status', live, was),
    ratings: valueCounts('rating', live, was),
    pillars: byPillar(plan, today),
    byAgency: byAgency(plan, today).filter(({ id }) => !agencies || agencies.includes(id)),
    concerns: concernsOf(live, clock),
    undated: live.filter(isUndated),
    charts: Object.fromEntries(
      (['status', 'agencies', defaultScheduleChart(live), 'completion'] as const).map((name) => [
        name,
        buildChart(name, { plan, items: live, today, history }),
      ]),
    ),
    changes: before && { comparison, counts },
    items: live.map((item) => itemSection(item, clock, news ? (news.get(idOf(item)) ?? null) : undefined)),
    withoutMilestones: live.filter((item) => !hasMilestones(item)),
    unreadable: now.unreadable ?? [],
  };
}

const momentOf = ({ day, commit }: ReportRevision): ReportRevision => ({ day, commit });

/** The items with this concern, worst first. */
export const withReason = ({ concerns }: Pick<ProgressReport, 'concerns'>, what: ReasonName): Concern[] =>
  concerns.filter(({ reasons }) => reasons.some(({ is }) => is === what));
