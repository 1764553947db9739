/** Texts and blocks that several sections of the report use. */
import type { ReasonName } from '../../../../schemas/enums.ts';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import type { ChartName } from '../../../plan/chart/types.ts';
import { shortName } from '../../../plan/model/agencies.ts';
import { dueWords } from '../../../plan/model/audience.ts';
import { undatedMilestones } from '../../../plan/model/derived.ts';
import { missingLabels } from '../../../plan/model/fields.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { milestoneStatusValue, statusPhrase } from '../../../plan/model/status.ts';
import { isReported } from '../../../plan/model/updates.ts';
import type { Reason } from '../../../plan/report/concerns.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { capitalize } from '../../../util/capitalize.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { disagreementText } from '../../common/values.ts';
import type { Block, Cell, Inline, Table } from '../document.ts';
import { cell } from '../tables.ts';

/** The label for a missing status or rating: the public cannot know what was reported internally. */
export const missingLabel = (
  field: 'status' | 'rating',
  { audience }: Pick<ProgressReport, 'audience'>,
): string => (audience === 'public' ? `${missingLabels[field]} publicly` : missingLabels[field]);

/** The status of an item in words, with what it is derived from. */
export const statusText = (item: Item, { audience }: Pick<ProgressReport, 'audience'>): string =>
  isReported(item) || audience === 'internal' ? statusPhrase(item) : missingLabel('status', { audience });

/** The status of a milestone in words. */
export function milestoneStatusText(
  item: Item,
  milestone: Milestone,
  report: Pick<ProgressReport, 'audience'>,
): string {
  const value = milestoneStatusValue(item, milestone);
  return value === 'not-reported' ? missingLabel('status', report) : value.replaceAll('-', ' ');
}

/** "public update" in a public report, else "update". */
export const updateNoun = ({ audience }: Pick<ProgressReport, 'audience'>): string =>
  audience === 'public' ? 'public update' : 'update';

export const agencyNames = ({ plan }: Pick<ProgressReport, 'plan'>, ids: readonly string[]): string =>
  ids.map((id) => shortName(plan.agencies, id)).join(', ');

export const paragraph = (text: Inline): Block => ({ is: 'paragraph', text });

export const anchorOf = (item: Pick<Item, 'id'>): string => `item-${idOf(item)}`;

export const itemColumns: Table['columns'] = [{ name: 'item' }, { name: 'action' }, { name: 'agencies' }];

/** The cells of `itemColumns`; the id links to the section of the item. */
export const itemCells = (item: Item, report: ProgressReport): Cell[] => [
  cell(item.retired ? idOf(item) : [{ text: idOf(item), href: `#${anchorOf(item)}` }], idOf(item)),
  cell(item.action),
  cell(agencyNames(report, item.agencies)),
];

const concernNames: Record<Exclude<ReasonName, 'overdue'>, string> = {
  'off-track': 'Off track',
  'at-risk': 'At risk',
  'on-hold': 'On hold',
  disagreement: 'Agencies disagree',
  'milestones-closed': 'All milestones closed',
  'newer-milestones': 'Newer milestone updates',
  stale: 'No recent update',
  unreported: capitalize(missingLabels.status),
};

/** The name of a reason, in headings. */
export const concernName = (is: ReasonName, { audience }: Pick<ProgressReport, 'audience'>): string =>
  is === 'overdue' ? capitalize(dueWords[audience].label) : concernNames[is];

export const undatedName = capitalize(missingLabels.due);

export function reasonText(
  { is, days, milestones, reports, implied }: Reason,
  report: Pick<ProgressReport, 'audience' | 'plan' | 'clock'>,
): string {
  switch (is) {
    case 'overdue': {
      const [first, ...more] = milestones;
      const others = more.length === 0 ? '' : `, and ${pluralize(more.length, 'more milestone')}`;
      const words = dueWords[report.audience].milestone(first!.due!, report.clock.today);
      return report.audience === 'public'
        ? `milestone ${first!.id}${others}: ${words}`
        : `${words}: milestone ${first!.id} was due ${first!.due}${others}`;
    }
    case 'stale':
      return `no ${updateNoun(report)} for ${pluralize(days!, 'day')}`;
    case 'unreported':
      return missingLabel('status', report);
    case 'off-track':
    case 'at-risk':
      return `rated ${is.replace('-', ' ')}`;
    case 'on-hold':
      return 'on hold';
    case 'disagreement':
      return disagreementText(reports, report.plan.agencies);
    case 'milestones-closed':
      return 'all milestones are closed, but the item is open';
    case 'newer-milestones':
      return `newer updates of its milestones imply ${implied!.replaceAll('-', ' ')}`;
  }
}

/** All reasons, the worst one emphasized. */
export const reasonsText = (
  [worst, ...more]: readonly Reason[],
  report: Pick<ProgressReport, 'audience' | 'plan' | 'clock'>,
): Inline => [{ strong: reasonText(worst!, report) }, ...more.map((each) => `; ${reasonText(each, report)}`)];

/** "no date for milestones 5.1, 5.2". */
export function undatedText(item: Item, { clock }: Pick<ProgressReport, 'clock'>): string {
  const ids = undatedMilestones(item, clock).map(({ id }) => id);
  return `no date for ${ids.length === 1 ? 'milestone' : 'milestones'} ${ids.join(', ')}`;
}

export const milestoneAgencies = ({ agencies }: Milestone, report: ProgressReport): string =>
  agencies ? agencyNames(report, agencies) : 'as the item';

/** The charts of these names that the report has. */
export const pictures = ({ charts }: ProgressReport, ...names: ChartName[]): Block[] =>
  names.flatMap((name) => {
    const chart = charts[name];
    return chart ? [{ is: 'picture', chart } as const] : [];
  });
