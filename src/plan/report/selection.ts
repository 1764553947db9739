/** Selects the items of a report: by agency, and by queries. */
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import {
  type Comparison,
  comparePeriod,
  comparePlans,
  filterComparison,
  type PlanState,
} from '../diff/plan-diff.ts';
import { planAsOf } from '../model/as-of.ts';
import type { Audience } from '../model/audience.ts';
import { idOf, type Plan } from '../model/plan.ts';
import { redactPlan } from '../model/redact.ts';
import type { Undecided } from '../query/evaluate.ts';
import { descriptionOf, expressionOf } from '../query/saved-queries.ts';

/** What a report is made of, and which items it is about. */
export interface ReportRequest {
  /** The plan with everything that is recorded. */
  whole: PlanState;
  /** The day of `--as-of`: how things stood then is reported; null for all that is recorded. */
  asOf: string | null;
  /** The start of the period; null without a period. */
  from: ReportStart | null;
  audience: Audience;
  /** The ids of the agencies whose items are reported; null for all. */
  agencies: readonly string[] | null;
  /** Null for all. */
  query: ReportQuery | null;
}

/** The end or the start of the period of a report. */
export interface ReportRevision {
  day: string;
  /** Null for the files in the working tree. */
  commit: string | null;
}

export interface ReportStart extends ReportRevision {
  /** The plan at this commit; null if the period starts with a day, and so with the plan as of that day. */
  plan: PlanState | null;
}

interface ReportQuery {
  /** Expressions and names of saved queries, such as `@chase`; at least one. */
  texts: readonly string[];
  /** @param plan the plan as the audience may know it */
  evaluate(plan: Plan, items: readonly Item[]): { items: Item[]; undecided: Undecided[] };
}

export interface ReportSelection {
  /** The selected items, as the audience may know them. */
  comparison: Comparison;
  /** Null where there are no queries. */
  query: QueryResult | null;
}

export interface QueryResult {
  texts: QueryText[];
  /** The items for which the queries have no answer: they are not selected. */
  undecided: Undecided[];
  /** The number of items that the queries were evaluated for. */
  of: number;
}

/** A query as given. Of a saved query, the meaning and the expression; null in a public report, and for expressions. */
export interface QueryText {
  text: string;
  meaning: string | null;
  expression: string | null;
}

/**
 * Selects the items that the agencies have now or had before, and of those the ones that match the queries now. Queries
 * are evaluated for what the audience may know, so that the selection reveals no more than the report itself.
 */
export function selectReportItems(request: ReportRequest): ReportSelection {
  const { whole, audience, agencies, query } = request;
  const all = compareForReport(request);
  const part = agencies
    ? filterComparison(all, (item) => item.agencies.some((id) => agencies.includes(id)))
    : all;
  if (!query) return { comparison: part, query: null };
  const candidates = part.after.items;
  const { items, undecided } = query.evaluate(all.after, candidates);
  const ids = new Set(items.map(idOf));
  const removed = removedItems(part, whole);
  return {
    comparison: filterComparison(part, (item) => ids.has(idOf(item))),
    query: {
      texts: query.texts.map((text) => queryText(text, audience, whole.settings)),
      undecided:
        removed.length > 0
          ? [...undecided, { ids: removed, reason: 'it was removed', hint: null }]
          : undecided,
      of: candidates.length + removed.length,
    },
  };
}

/** The plan at the start and at the end of the period, as the audience may know it. */
function compareForReport({ whole, asOf, from, audience }: ReportRequest): Comparison {
  const plan = redactPlan(whole, audience);
  if (from && !from.plan) return comparePeriod(plan, { since: from.day, until: asOf });
  const now = asOf === null ? plan : planAsOf(plan, asOf);
  return from?.plan ? comparePlans(redactPlan(from.plan, audience), now) : comparePlans(now, now);
}

/** The ids of the items that were removed in the period. */
function removedItems({ before, after }: Comparison, { unreadable = [] }: PlanState): string[] {
  const known = new Set([...after.items.map(idOf), ...unreadable]);
  return before.items.map(idOf).filter((id) => !known.has(id));
}

function queryText(text: string, audience: Audience, { queries = {} }: PlanFile): QueryText {
  const saved = audience === 'internal' && text.startsWith('@') ? queries[text.slice(1)] : undefined;
  return {
    text,
    meaning: saved === undefined ? null : descriptionOf(saved),
    expression: saved === undefined ? null : expressionOf(saved),
  };
}
