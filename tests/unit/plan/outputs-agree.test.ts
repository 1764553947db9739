/** Every output says the same of a plan, internal and public: what an independent model says. */
import { expect, test } from 'vitest';
import { calendarOf } from '../../../src/plan/calendar.ts';
import { buildChart } from '../../../src/plan/chart/index.ts';
import { audiences } from '../../../src/plan/model/audience.ts';
import { isRetired } from '../../../src/plan/model/derived.ts';
import { idOf, type Plan } from '../../../src/plan/model/plan.ts';
import { redactPlan } from '../../../src/plan/model/redact.ts';
import { filterItems, type ItemFilter } from '../../../src/plan/query/filters.ts';
import { buildReport, type ProgressReport } from '../../../src/plan/report/report.ts';
import { computeStats } from '../../../src/plan/report/stats.ts';
import { buildSummary } from '../../../src/plan/report/summary.ts';
import { wholeItem } from '../../../src/render/common/json.ts';
import { type Facts, factsOf } from '../../support/facts-model.ts';
import { agencies, somePlan } from '../../support/items.ts';
import fc from '../../support/property.ts';

const clock = { today: '2026-11-20', staleAfter: 10 };
const retired = { recorded: '2026-11-01', reason: 'Merged.', authority: 'Minutes' };

test.each(audiences)(
  'summary, list, report, charts, calendar and JSON agree with the model: %s',
  (audience) => {
    fc.assert(
      fc.property(somePlan, fc.nat(), (some, at) => {
        const whole: Plan = {
          ...some,
          settings: { ...some.settings, reporting: { 'stale-after': clock.staleAfter } },
          items: some.items.map((item, index) => (index === at % 12 ? { ...item, retired } : item)),
        };
        const facts = whole.items
          .filter((item) => !isRetired(item))
          .map((item) => factsOf(item, clock.today, clock.staleAfter, audience === 'public'));
        const plan = redactPlan(whole, audience);
        const report = buildReport({
          ...{ whole, asOf: null, to: { day: clock.today, commit: null }, from: null },
          ...{ audience, agencies: null, query: null },
        });
        expect(jsonFacts(plan)).toEqual(facts.map(expectedJson));
        checkLists(plan, facts);
        expect(buildSummary(plan, clock)).toMatchObject(counts(facts));
        expect(report.total).toMatchObject(statsOf(facts));
        checkReport(report, facts);
        checkAgencies(plan, report, facts);
        checkCharts(plan, facts);
      }),
    );
  },
);

const ids = (facts: readonly Facts[]) => facts.map(({ id }) => id);
const total = (facts: readonly Facts[], of: (each: Facts) => number) =>
  facts.reduce((sum, each) => sum + of(each), 0);
const isReported = ({ updates }: Facts) => updates > 0;
function statusCounts(facts: readonly Facts[]): [status: string, count: number][] {
  const found = new Map<string, number>();
  for (const { status } of facts) found.set(status, (found.get(status) ?? 0) + 1);
  return [...found];
}

const statsOf = (facts: readonly Facts[]) => ({
  items: facts.length,
  reported: facts.filter(isReported).length,
  withMilestones: facts.filter(({ hasMilestones }) => hasMilestones).length,
  completed: facts.filter(({ status, hasMilestones }) => hasMilestones && status === 'completed').length,
  inPlace: facts.filter(({ status }) => status === 'in-place').length,
  overdue: facts.filter(({ overdue }) => overdue.length > 0).length,
  undated: facts.filter(({ undated }) => undated.length > 0).length,
  undatedMilestones: total(facts, ({ undated }) => undated.length),
  offTrack: facts.filter(({ rating }) => rating === 'off-track').length,
});

const counts = (facts: readonly Facts[]) => ({
  ...statsOf(facts),
  unreported: facts.filter((each) => !isReported(each)).length,
});

const shown = [
  'id',
  'status',
  'statusFrom',
  'rating',
  'reportCount',
  'unreported',
  'overdue',
  'undated',
  'stale',
  'due',
];
const jsonFacts = (plan: Plan) =>
  plan.items
    .filter((item) => !isRetired(item))
    .map((item) => {
      const json = wholeItem(item, clock) as Record<string, unknown>;
      return Object.fromEntries(shown.map((key) => [key, json[key]]));
    });

const expectedJson = (facts: Facts) => ({
  id: facts.id,
  status: facts.from === null ? null : facts.status,
  statusFrom: facts.from,
  rating: facts.rating,
  reportCount: facts.updates,
  unreported: facts.updates === 0,
  overdue: facts.overdue.length > 0,
  undated: facts.undated.length > 0,
  stale: facts.stale,
  due: facts.due.map(({ due }) => due!).sort()[0] ?? null,
});

function checkLists(plan: Plan, facts: readonly Facts[]): void {
  const list = (filter: Partial<ItemFilter>) => filterItems(plan, { where: {}, ...filter }, clock).map(idOf);
  const expected = (test: (each: Facts) => boolean) => ids(facts.filter(test));
  expect(list({ unreported: true })).toEqual(expected(({ updates }) => updates === 0));
  expect(list({ overdue: true })).toEqual(expected(({ overdue }) => overdue.length > 0));
  expect(list({ undated: true })).toEqual(expected(({ undated }) => undated.length > 0));
  expect(list({ stale: true })).toEqual(expected(({ stale }) => stale));
  for (const [status, count] of statusCounts(facts))
    expect(list({ where: { status: [status] } })).toHaveLength(count);
}

function checkReport(report: ProgressReport, facts: readonly Facts[]): void {
  const concerned = (is: string) =>
    report.concerns
      .filter(({ reasons }) => reasons.some((reason) => reason.is === is))
      .map(({ item }) => idOf(item))
      .sort();
  const expected = (test: (each: Facts) => boolean) =>
    ids(facts.filter((each) => each.open && test(each))).sort();
  expect(concerned('overdue')).toEqual(expected(({ overdue }) => overdue.length > 0));
  expect(concerned('unreported')).toEqual(expected(({ updates }) => updates === 0));
  expect(concerned('stale')).toEqual(expected(({ stale }) => stale));
  expect(concerned('on-hold')).toEqual(expected(({ status }) => status === 'on-hold'));
  expect(concerned('disagreement')).toEqual(expected(({ disagree }) => disagree));
  expect(report.undated.map(idOf)).toEqual(ids(facts.filter(({ undated }) => undated.length > 0)));
  const named = report.statuses.map(({ name, now }) => [name.replaceAll(' ', '-'), now]);
  expect(named.sort()).toEqual(statusCounts(facts).sort());
}

function checkAgencies(plan: Plan, report: ProgressReport, facts: readonly Facts[]): void {
  for (const { id } of agencies) {
    const own = facts.filter((each) => each.agencies.includes(id));
    const isCharged = (each: Facts, milestone: Facts['due'][number]) =>
      (milestone.agencies ?? each.agencies).includes(id);
    const expected = {
      items: own.length,
      reported: own.filter(({ reportedBy }) => reportedBy.includes(id)).length,
      overdue: own.filter((each) => each.overdue.some((milestone) => isCharged(each, milestone))).length,
      undatedMilestones: total(own, (each) => each.undated.filter((one) => isCharged(each, one)).length),
    };
    expect(report.byAgency.find((each) => each.id === id)).toMatchObject(expected);
    expect(buildSummary(plan, clock).byAgency.find((each) => each.id === id)).toMatchObject(expected);
    const items = plan.items.filter((item) => item.agencies.includes(id));
    const { overdue } = computeStats(items, { ...clock, chargedTo: [id] });
    const filter = { where: { agency: [id] }, overdue: true };
    expect(filterItems(plan, filter, { ...clock, chargedTo: [id] })).toHaveLength(overdue);
    expect(overdue).toBe(expected.overdue);
  }
}

function checkCharts(plan: Plan, facts: readonly Facts[]): void {
  const input = { plan, items: plan.items, today: clock.today };
  const { matrix } = buildChart('status', input);
  const inChart = matrix.across.map((status, at) => [
    status,
    matrix.down.reduce((sum, row) => sum + row.counts[at]!, 0),
  ]);
  expect(inChart.sort()).toEqual(statusCounts(facts).sort());
  const timeline = buildChart('timeline', input);
  expect(timeline.overdue).toBe(total(facts, ({ overdue }) => overdue.length));
  expect(timeline.undated).toBe(total(facts, ({ undated }) => undated.length));
  const lanes = buildChart('horizons', input).lanes.flatMap(({ of, cards }) =>
    of === 'milestone' ? cards : [],
  );
  expect(lanes.map(({ category }) => category as string).sort()).toEqual(
    facts.flatMap(({ milestones }) => milestones).sort(),
  );
  const point = buildChart('completion', input).points.at(-1);
  expect(point).toMatchObject({
    items: facts.length,
    reported: facts.filter(isReported).length,
    completed: facts.filter(({ status }) => status === 'completed').length,
    inPlace: facts.filter(({ status }) => status === 'in-place').length,
  });
  const active = plan.items.filter((item) => !isRetired(item));
  const due = calendarOf(plan, active).filter(({ what }) => what === 'due');
  expect(due).toHaveLength(total(facts, (each) => each.due.length));
}
