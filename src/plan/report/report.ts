/** Builds a progress report: the data that every format of it shows. */
import type { ReasonName } from '../../../schemas/enums.ts';
import type { Item } from '../../../schemas/item.ts';
import { completionHistory } from '../chart/completion.ts';
import { buildChart, defaultScheduleChart } from '../chart/index.ts';
import type { Chart, ChartName } from '../chart/types.ts';
import { type DiffStats, diffStats } from '../diff/diff-stats.ts';
import { type Comparison, mergedNames } from '../diff/plan-diff.ts';
import { planAsOf } from '../model/as-of.ts';
import type { Audience } from '../model/audience.ts';
import { type FactScope, hasMilestones, isRetired, isUndated } from '../model/derived.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { countRedacted, type RedactedCounts, redactPlan } from '../model/redact.ts';
import { type ValueCount, valueCounts } from '../model/value-counts.ts';
import { type Concern, concernsOf } from './concerns.ts';
import { headline } from './headline.ts';
import { type ItemSection, itemSection } from './item.ts';
import {
  type QueryResult,
  type ReportRequest,
  type ReportRevision,
  type ReportSelection,
  selectReportItems,
} from './selection.ts';
import { byAgency, byPillar, computeStats, type GroupStats, type Stats } from './stats.ts';

export type { ReportRevision };

export interface ReportInput extends ReportRequest {
  /** The end of the period: the day of the report. */
  to: ReportRevision;
}

export interface ProgressReport {
  audience: Audience;
  agencies: readonly string[] | null;
  /** The queries that select the items; null for all items. */
  query: QueryResult | null;
  to: ReportRevision;
  /** The day of the report, the plan's `stale-after`, and the agencies whose milestones are counted. */
  clock: FactScope;
  from: ReportRevision | null;
  /** How much of the whole plan is not public; null in an internal report. */
  leftOut: RedactedCounts | null;
  /** The plan with the selected items, and the names of both ends of the period. */
  plan: Plan;
  headline: string;
  total: Stats;
  /** The counts at the start of the period; null without a period. */
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
  /** With `horizons` where no milestone has a date, else with `timeline`. */
  charts: Partial<Record<ChartName, Chart>>;
  changes: { comparison: Comparison; counts: DiffStats } | null;
  /** In the plan's order. */
  items: ItemSection[];
  /** Ongoing items and items that wait for a trigger. */
  withoutMilestones: Item[];
  /** The ids of the items whose files cannot be read. */
  unreadable: readonly string[];
}

/** @param selection the selected items, where the caller has them already */
export function buildReport(
  input: ReportInput,
  selection: ReportSelection = selectReportItems(input),
): ProgressReport {
  const { whole, asOf, to, from, audience, agencies } = input;
  const { comparison, query } = selection;
  const plan = { ...mergedNames(comparison), items: comparison.after.items };
  const clock: FactScope = {
    today: to.day,
    staleAfter: plan.settings.reporting?.['stale-after'],
    ...(agencies && { chargedTo: agencies }),
  };
  const { today } = clock;
  const ids = new Set(plan.items.map(idOf));
  const history = completionHistory(redactPlan(whole, audience).items.filter((item) => ids.has(idOf(item))));
  const active = plan.items.filter((item) => !isRetired(item));
  const was = from && comparison.before.items;
  const changes = from && new Map(comparison.items.map((each) => [each.id, each]));
  const total = computeStats(active, clock);
  const counts = diffStats(comparison);
  return {
    audience,
    agencies,
    query,
    to,
    clock,
    from: from && { day: from.day, commit: from.commit },
    leftOut: countRedacted(asOf === null ? whole : planAsOf(whole, asOf), audience),
    plan,
    headline: headline({
      audience,
      day: today,
      total,
      isPart: agencies !== null || query !== null,
      since: from && { day: from.day, moved: counts.moved },
    }),
    total,
    totalBefore: from && computeStats(was!, { ...clock, today: from.day }),
    retired: plan.items.filter(isRetired),
    statuses: valueCounts('status', active, was),
    ratings: valueCounts('rating', active, was),
    pillars: byPillar(plan, clock),
    byAgency: byAgency(plan, clock).filter(({ id }) => !agencies || agencies.includes(id)),
    concerns: concernsOf(active, clock),
    undated: active.filter((item) => isUndated(item, clock)),
    charts: Object.fromEntries(
      (['status', 'agencies', defaultScheduleChart(active), 'completion'] as const).map((name) => [
        name,
        buildChart(name, { ...clock, plan, items: active, history, audience }),
      ]),
    ),
    changes: from && { comparison, counts },
    items: active.map((item) =>
      itemSection(item, clock, changes ? (changes.get(idOf(item)) ?? null) : undefined),
    ),
    withoutMilestones: active.filter((item) => !hasMilestones(item)),
    unreadable: whole.unreadable ?? [],
  };
}

/** The items that need attention for a reason, worst first. */
export const withReason = ({ concerns }: Pick<ProgressReport, 'concerns'>, what: ReasonName): Concern[] =>
  concerns.filter(({ reasons }) => reasons.some(({ is }) => is === what));
