/** The report as JSON. */
import type { Item } from '../../../../schemas/item.ts';
import { nameFor } from '../../../plan/model/audience.ts';
import { idOf } from '../../../plan/model/plan.ts';
import type { Reason } from '../../../plan/report/concerns.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { unknownsOf } from '../../../plan/report/stats.ts';
import { changesJson } from '../../changes-json.ts';
import { decisionJson, namesFor, wholeItem } from '../../common/json.ts';

export const reportJson = (report: ProgressReport) => namesFor(report.audience, reportBody(report));

function reportBody(report: ProgressReport) {
  const { plan, from, to, query, changes, leftOut, total } = report;
  const { id, title, owner, 'time-zone': timeZone, source } = plan.settings;
  return {
    plan: { id, title, owner, timeZone, source },
    audience: report.audience,
    agencies: report.agencies,
    where: query?.texts.map(({ text }) => text) ?? null,
    undecided: query?.undecided ?? [],
    asOf: to.day,
    commit: to.commit,
    since: from,
    leftOut,
    headline: report.headline,
    total,
    before: report.totalBefore,
    statuses: report.statuses,
    ratings: report.ratings,
    pillars: report.pillars,
    byAgency: report.byAgency,
    attention: report.concerns.map(({ item, reasons }) => ({
      id: idOf(item),
      action: item.action,
      agencies: item.agencies,
      reasons: reasons.map((reason) => reasonJson(reason, report)),
    })),
    undated: ids(report.undated),
    changes: changes && from && changesJson({ from, to, ...changes, leftOut }),
    items: report.items.map(({ item, next, inPeriod }) => ({
      ...wholeItem(item, report.clock),
      nextStep: next?.id ?? null,
      reportsInPeriod: inPeriod,
    })),
    withoutMilestones: ids(report.withoutMilestones),
    retired: report.retired.map((item) => ({
      id: idOf(item),
      action: item.action,
      ...decisionJson(item.retired!),
    })),
    unknown: {
      ...unknownsOf(plan.items),
      status: total.items - total.reported,
      due: total.undatedMilestones,
    },
    unreadable: report.unreadable,
  };
}

const ids = (items: readonly Item[]) => items.map(idOf);

const reasonJson = (
  { is, days, milestones, reports, implied }: Reason,
  { audience }: Pick<ProgressReport, 'audience'>,
) => ({
  is: nameFor(audience, is),
  days,
  milestones: milestones.map(({ id, due }) => ({ id, due })),
  reports: reports.map(({ agency, status, 'as-of': asOf }) => ({ agency, status, asOf })),
  implied,
});
