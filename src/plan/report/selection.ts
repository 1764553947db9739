/** Which items a report is about: those of agencies, and those of which questions are true. */
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { type Comparison, comparePlans, filterComparison, type PlanState } from '../diff/plan-diff.ts';
import { idOf, type Plan } from '../model/plan.ts';
import type { Undecided } from '../query/evaluate.ts';
import { descriptionOf, expressionOf } from '../query/saved-queries.ts';
import { type Audience, redactPlan } from './redact-plan.ts';

/** What to choose from, and by what. */
export interface ReportRequest {
  /** The plan at the end of the period, and at its beginning; null where there is no period. */
  now: PlanState;
  before: PlanState | null;
  audience: Audience;
  /** The ids of the agencies whose items alone are told; null for all. */
  agencies: readonly string[] | null;
  /** Null for all. */
  query: ReportQuery | null;
}

export interface ReportQuery {
  /** As they were asked, one at least: expressions, and names of saved ones with `@` before them. */
  texts: readonly string[];
  /** @param plan what can be known of the plan where the question is judged */
  decide(plan: Plan, items: readonly Item[]): { items: Item[]; undecided: Undecided[] };
}

export interface ReportSelection {
  /** What the audience may know of the items that are told. */
  comparison: Comparison;
  /** Null where none was asked. */
  query: QueryResult | null;
}

export interface QueryResult {
  texts: QueryText[];
  /** The items of which nobody can say whether they are meant: they are not told. */
  undecided: Undecided[];
  /** Among how many. */
  of: number;
}

/** A question; what a saved one means and says is null where the audience may not know it, as it is for any other. */
export interface QueryText {
  text: string;
  meaning: string | null;
  expression: string | null;
}

/**
 * The items of the agencies now or then, and of those the ones of which the question is true now. It is judged over what
 * the audience may know of the plan and nothing else: what the choice gives away is no more than the report itself tells.
 */
export function selectReportItems({
  now,
  before,
  audience,
  agencies,
  query,
}: ReportRequest): ReportSelection {
  const told = audience === 'internal' ? (side: PlanState) => side : redactPlan;
  const whole = comparePlans(told(before ?? now), told(now));
  const part = agencies
    ? filterComparison(whole, (item) => item.agencies.some((id) => agencies.includes(id)))
    : whole;
  if (!query) return { comparison: part, query: null };
  const candidates = part.after.items;
  const { items, undecided } = query.decide(whole.after, candidates);
  const ids = new Set(items.map(idOf));
  const gone = goneFrom(part, now);
  return {
    comparison: filterComparison(part, (item) => ids.has(idOf(item))),
    query: {
      texts: query.texts.map((text) => saidOf(text, audience, now.settings)),
      undecided:
        gone.length > 0 ? [...undecided, { ids: gone, reason: 'it is gone', hint: null }] : undecided,
      of: candidates.length + gone.length,
    },
  };
}

/** The ids of those that were there and are not any more; not of those whose files can't be read. */
function goneFrom({ before, after }: Comparison, { unreadable = [] }: PlanState): string[] {
  const known = new Set([...after.items.map(idOf), ...unreadable]);
  return before.items.map(idOf).filter((id) => !known.has(id));
}

function saidOf(text: string, audience: Audience, { queries = {} }: PlanFile): QueryText {
  const saved = audience === 'internal' && text.startsWith('@') ? queries[text.slice(1)] : undefined;
  return {
    text,
    meaning: saved === undefined ? null : descriptionOf(saved),
    expression: saved === undefined ? null : expressionOf(saved),
  };
}
