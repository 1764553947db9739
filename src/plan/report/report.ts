/** What a report says of a plan: everything that its formats tell, and nothing of how they look. */
import type { Item } from '../../../schemas/item.ts';
import { buildChart, defaultScheduleChart } from '../chart/index.ts';
import type { Chart, ChartName, Point } from '../chart/types.ts';
import { type Counts, diffStats } from '../diff/diff-stats.ts';
import { type Comparison, mergedNames, type PlanState } from '../diff/plan-diff.ts';
import type { RedactedCounts } from '../diff/redact.ts';
import type { Clock } from '../model/calendar-date.ts';
import { isRetired } from '../model/derived.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { type Concern, concernsOf, type ReasonName } from './concerns.ts';
import { headline } from './headline.ts';
import { type ItemReport, itemReport } from './item.ts';
import { type Audience, leftOutOf } from './redact-plan.ts';
import { type Choice, type QueryResult, type ReportRequest, selectItems } from './selection.ts';
import {
  byAgency,
  byPillar,
  hasEnd,
  type Part,
  type Stats,
  standings,
  tally,
  toBeDated,
  type ValueCount,
} from './stats.ts';

/** A moment the report speaks of. */
export interface Moment {
  day: string;
  /** Null for the files as they are. */
  commit: string | null;
}

export interface ReportInput extends ReportRequest {
  /** The plan as it is at the end of the period, and as it was at its beginning; null where there is no period. */
  now: PlanState & Moment;
  before: (PlanState & Moment) | null;
  /** How these items stood before, as this audience may know it, oldest first; null where nothing remembers it. */
  history: readonly Point[] | null;
}

export interface Report {
  audience: Audience;
  agencies: readonly string[] | null;
  /** What was asked of the items that are told; null where nothing was. */
  question: QueryResult | null;
  to: Moment;
  /** What day it is there, and from when on a report is old. */
  clock: Clock;
  from: Moment | null;
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
  pillars: Part[];
  byAgency: Part[];
  /** Worst first. */
  concerns: Concern[];
  /** Open items with an open milestone that has no date. */
  undated: Item[];
  /** By name: `horizons` where no milestone has a date, else `timeline`. */
  charts: Partial<Record<ChartName, Chart>>;
  changes: { comparison: Comparison; counts: Counts } | null;
  /** In the plan's order. */
  items: ItemReport[];
  /** Ongoing work, and work that waits for a trigger. */
  standing: Item[];
  /** The ids of the items whose files can't be read. */
  unreadable: readonly string[];
}

/** @param choice the items to tell, where they have been chosen already */
export function buildReport(asked: ReportInput, choice: Choice = selectItems(asked)): Report {
  const { now, before, audience, agencies, history } = asked;
  const { comparison, question } = choice;
  const plan = { ...mergedNames(comparison), items: comparison.after.items };
  const clock = { today: now.day, staleAfter: plan.settings.reporting?.['stale-after'] };
  const { today } = clock;
  const live = plan.items.filter((item) => !isRetired(item));
  const was = before && comparison.before.items;
  const news = before && new Map(comparison.items.map((each) => [each.id, each]));
  const total = tally(live, today);
  const counts = diffStats(comparison);
  return {
    audience,
    agencies,
    question,
    to: momentOf(now),
    clock,
    from: before && momentOf(before),
    leftOut: audience === 'internal' ? null : leftOutOf(now),
    plan,
    headline: headline({
      audience,
      day: today,
      total,
      isPart: agencies !== null || question !== null,
      since: before && { day: before.day, moved: counts.moved },
    }),
    total,
    totalBefore: before && tally(was!, before.day),
    retired: plan.items.filter(isRetired),
    statuses: standings('status', live, was),
    ratings: standings('rating', live, was),
    pillars: byPillar(plan, today),
    byAgency: byAgency(plan, today).filter(({ id }) => !agencies || agencies.includes(id)),
    concerns: concernsOf(live, clock),
    undated: live.filter((item) => toBeDated(item).length > 0),
    charts: Object.fromEntries(
      (['status', 'agencies', defaultScheduleChart(live), 'completion'] as const).map((name) => [
        name,
        buildChart(name, { plan, items: live, today, history }),
      ]),
    ),
    changes: before && { comparison, counts },
    items: live.map((item) => itemReport(item, clock, news ? (news.get(idOf(item)) ?? null) : undefined)),
    standing: live.filter((item) => !hasEnd(item)),
    unreadable: now.unreadable ?? [],
  };
}

const momentOf = ({ day, commit }: Moment): Moment => ({ day, commit });

/** The items with this concern, worst first. */
export const having = ({ concerns }: Pick<Report, 'concerns'>, what: ReasonName): Concern[] =>
  concerns.filter(({ reasons }) => reasons.some(({ is }) => is === what));
